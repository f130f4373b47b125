package dev.jeton.lookup.mappings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jeton.crypto.csi.Csi;
import dev.jeton.crypto.problem.Problem;
import dev.jeton.crypto.problem.ProblemType;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.lookup.testing.DpClient;
import dev.jeton.lookup.testing.LookupStack;
import dev.jeton.lookup.testing.TestCsip;
import dev.jeton.lookup.testing.TestOwner;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Numbers of {@code csip()}, by their prefix, that have moved to {@code otherCsip()}. */
@QuarkusTest
@WithTestResource(LookupStack.class)
class PortIT {
    private static final String MSP = "mimi://msp.example";
    private static final Duration MONTH = Duration.ofDays(30);

    private final Instant now = Instant.now();
    private final LookupStack stack = LookupStack.running();
    private final DpClient client = new DpClient(stack);
    private final String dp = stack.dpAuthority();

    @Test
    void publish_underAPortRecord_outranksThePrefix() throws Exception {
        TestOwner before = owner("tel:+14155557001");
        TestOwner stranger = owner("tel:+14155557001");
        String old = before.mapping(dp, 1, MSP);
        assertDone(client.publish(old));
        assertDone(client.publish(stranger.mapping(dp, 1, MSP)));
        String moved = ported(before, now).mapping(dp, 2, MSP);

        assertDone(client.publish(moved));

        assertThat(served(before.csi())).containsExactly(moved);
        assertProblem(client.publish(old), ProblemType.MAPPING_STALE);
        assertProblem(client.publish(stranger.mapping(dp, 2, MSP)), ProblemType.NUMBER_PORTED);
        assertProblem(client.publish(before.mapping(dp, 3, MSP)), ProblemType.NUMBER_PORTED);
        assertProblem(client.publish(owner("tel:+14155557001").mapping(dp, 1, MSP)), ProblemType.NUMBER_PORTED);
        assertThat(served(before.csi())).containsExactly(moved);
    }

    @Test
    void publish_byAnotherCsipWithoutARecord_isRefused() throws Exception {
        Csi csi = new Csi("tel:+14155557002");
        HttpResponse<byte[]> response = client.publish(new TestOwner(stack.otherCsip(), csi).mapping(dp, 1, MSP));
        assertProblem(response, ProblemType.MAPPING_INVALID);
        assertThat(Problem.parse(Bytes.of(response.body())).orElseThrow().detail())
                .isEqualTo(Optional.of("attestation: not-entitled"));
    }

    @Test
    void publish_underALaterRecord_movesBackAndTheEarlierOneStaysOutranked() throws Exception {
        TestOwner owner = owner("tel:+14155557003");
        TestOwner away = ported(owner, now.minusSeconds(100));
        TestOwner back = owner.portedTo(stack.csip(), portRecord(owner.csi(), stack.csip(), now.minusSeconds(50)));
        assertDone(client.publish(away.mapping(dp, 1, MSP)));
        String latest = back.mapping(dp, 2, MSP);

        assertDone(client.publish(latest));

        assertProblem(client.publish(away.mapping(dp, 3, MSP)), ProblemType.NUMBER_PORTED);
        TestOwner sameSecond = ported(owner, now.minusSeconds(50));
        assertProblem(client.publish(sameSecond.mapping(dp, 3, MSP)), ProblemType.NUMBER_PORTED);
        assertThat(served(owner.csi())).containsExactly(latest);
        String again = owner.mapping(dp, 4, MSP);
        assertDone(client.publish(again));
        assertThat(served(owner.csi())).as("its prefix is the record's CSIP").containsExactly(again);
    }

    @Test
    void publish_ofWhomARecordTookTheSeqAway_isKeptOutByIt() throws Exception {
        TestOwner owner = owner("tel:+14155557005");
        TestOwner other = owner("tel:+14155557005");
        assertDone(client.publish(owner.mapping(dp, 5, MSP)));
        assertDone(client.publish(ported(other, now).mapping(dp, 1, MSP)));

        assertProblem(client.publish(ported(owner, now).mapping(dp, 5, MSP)), ProblemType.MAPPING_STALE);

        assertDone(client.publish(ported(owner, now).mapping(dp, 6, MSP)));
    }

    @Test
    void publish_manyOfBothAtOnce_leavesOnlyThePorted() throws Exception {
        Csi csi = new Csi("tel:+14155557006");
        List<CompletableFuture<HttpResponse<byte[]>>> race = new ArrayList<>();
        String port = portRecord(csi, stack.otherCsip(), now);
        for (int i = 0; i < 4; i++) {
            race.add(client.publishing(owner(csi.uri()).mapping(dp, 1, MSP)));
            race.add(client.publishing(
                    owner(csi.uri()).portedTo(stack.otherCsip(), port).mapping(dp, 1, MSP)));
        }
        race.forEach(CompletableFuture::join);

        assertThat(served(csi)).hasSize(4);
        for (int i = 1; i < race.size(); i += 2) {
            assertDone(race.get(i).join());
        }
    }

    @Test
    void remove_byTheFormerCsip_isRefused_byTheNewOneIsDone() throws Exception {
        TestOwner owner = owner("tel:+14155557007");
        TestOwner moved = ported(owner, now);
        String mapping = moved.mapping(dp, 1, MSP);
        assertDone(client.publish(mapping));
        Instant floor = now.plusSeconds(30);

        assertProblem(client.remove(stack.csip().remove(owner.csi(), dp, floor)), ProblemType.NUMBER_PORTED);
        assertProblem(client.remove(stack.otherCsip().remove(owner.csi(), dp, floor)), ProblemType.REMOVAL_INVALID);
        assertThat(served(owner.csi())).containsExactly(mapping);
        String port = portRecord(owner.csi(), stack.otherCsip(), now);
        assertDone(client.remove(stack.otherCsip().remove(owner.csi(), dp, floor, port)));

        assertThat(served(owner.csi())).isEmpty();
    }

    @Test
    void remove_byItsOwner_isDoneWithTheRecord() throws Exception {
        TestOwner moved = ported(owner("tel:+14155557008"), now);
        assertDone(client.publish(moved.mapping(dp, 1, MSP)));

        assertDone(client.remove(moved.removal(dp, 1)));

        assertThat(served(moved.csi())).isEmpty();
        assertProblem(client.publish(moved.mapping(dp, 1, MSP)), ProblemType.MAPPING_STALE);
    }

    @Test
    void remove_byTheNewCsip_announcesThePortAsWell() throws Exception {
        TestOwner owner = owner("tel:+14155557009");
        assertDone(client.publish(owner.mapping(dp, 1, MSP)));
        String port = portRecord(owner.csi(), stack.otherCsip(), now);

        assertDone(client.remove(stack.otherCsip().remove(owner.csi(), dp, now.minusSeconds(1000), port)));

        assertThat(served(owner.csi())).isEmpty();
        assertProblem(client.publish(owner.mapping(dp, 2, MSP)), ProblemType.NUMBER_PORTED);
    }

    private TestOwner owner(String csi) {
        return new TestOwner(stack.csip(), new Csi(csi), now);
    }

    private TestOwner ported(TestOwner owner, Instant since) {
        return owner.portedTo(stack.otherCsip(), portRecord(owner.csi(), stack.otherCsip(), since));
    }

    private String portRecord(Csi csi, TestCsip to, Instant since) {
        return stack.registry().port(csi, to, since, MONTH);
    }

    private List<String> served(Csi csi) throws Exception {
        return DpClient.answer(client.lookup(client.coin(), csi)).mappings();
    }

    private static void assertDone(HttpResponse<byte[]> response) {
        assertThat(response.statusCode())
                .as(new String(response.body(), StandardCharsets.UTF_8))
                .isEqualTo(204);
    }

    private static void assertProblem(HttpResponse<byte[]> response, ProblemType type) {
        assertThat(DpClient.problem(response)).isEqualTo(type);
    }
}
