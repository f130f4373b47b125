package dev.jeton.lookup.mappings;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jeton.crypto.csi.Csi;
import dev.jeton.crypto.problem.ProblemType;
import dev.jeton.dev.stack.Needles;
import dev.jeton.lookup.testing.DpClient;
import dev.jeton.lookup.testing.LookupStack;
import dev.jeton.lookup.testing.Operated;
import dev.jeton.lookup.testing.TestCsip;
import dev.jeton.lookup.testing.TestOwner;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How much may be published and removed. */
@QuarkusTest
@TestProfile(Operated.class)
@WithTestResource(LookupStack.class)
class LimitsIT {
    private static final String MSP = "mimi://msp.example";

    private final LookupStack stack = LookupStack.running();
    private final DpClient client = new DpClient(stack);
    private final String dp = stack.dpAuthority();

    /** All tests have one CSIP. */
    @BeforeEach
    void newWindows() {
        stack.forgetWhatWasPublished();
    }

    @Test
    void publish_manyAtOnceWithOneKey_exactlyTheLimitIsStored() {
        TestOwner owner = owner("tel:+14155555001");
        List<String> mappings = IntStream.rangeClosed(1, 4 * Operated.PER_KEY)
                .mapToObj(seq -> owner.mapping(dp, seq, MSP))
                .toList();

        List<HttpResponse<byte[]>> answers = publish(mappings);

        assertThat(answers.stream().filter(LimitsIT::isLimited)).hasSize(3 * Operated.PER_KEY);
        assertThat(answers).allMatch(answer -> List.of(204, 409, 429).contains(answer.statusCode()));
    }

    @Test
    void publish_manyAtOnceUnderOneCsip_exactlyTheLimitIsStored() {
        List<String> mappings = IntStream.range(0, Operated.PER_CSIP + 10)
                .mapToObj(i -> owner("tel:+141555551" + (10 + i)).mapping(dp, 1, MSP))
                .toList();

        List<HttpResponse<byte[]>> answers = publish(mappings);

        assertThat(answers.stream().filter(LimitsIT::isLimited)).hasSize(10);
        assertThat(answers.stream().filter(answer -> answer.statusCode() == 204))
                .hasSize(Operated.PER_CSIP);
    }

    @Test
    void publish_beyondTheLimit_saysWhenAndStoresNothing() throws Exception {
        TestOwner owner = owner("tel:+14155555002");
        for (int seq = 1; seq <= Operated.PER_KEY; seq++) {
            assertThat(client.publish(owner.mapping(dp, seq, MSP)).statusCode()).isEqualTo(204);
        }

        HttpResponse<byte[]> refused = client.publish(owner.mapping(dp, 99, "mimi://other.example"));

        assertThat(DpClient.problem(refused)).isEqualTo(ProblemType.PUBLISHING_LIMITED);
        assertThat(Long.parseLong(refused.headers().firstValue("Retry-After").orElseThrow()))
                .isBetween(80_000L, 86_400L);
        assertThat(DpClient.answer(client.lookup(client.coin(), owner.csi())).mappings())
                .hasSize(1);
        assertThat(client.publish(owner("tel:+14155555002").mapping(dp, 1, MSP)).statusCode())
                .as("another key of the same identifier")
                .isEqualTo(204);
        assertThat(client.remove(owner.removal(dp, 99)).statusCode())
                .as("removing is counted apart")
                .isEqualTo(204);
    }

    @Test
    void publish_documentsOfSomebodyElseAgainAndAgain_doesNotUseHerLimitUp() throws Exception {
        TestOwner owner = owner("tel:+14155555003");
        String looked = owner.mapping(dp, 1, MSP);
        client.publish(looked);

        for (int again = 1; again < Operated.PER_DOCUMENT; again++) {
            assertThat(DpClient.problem(client.publish(looked))).isEqualTo(ProblemType.MAPPING_STALE);
        }
        assertThat(DpClient.problem(client.publish(looked))).isEqualTo(ProblemType.PUBLISHING_LIMITED);

        for (int seq = 2; seq <= Operated.PER_KEY; seq++) {
            assertThat(client.publish(owner.mapping(dp, seq, MSP)).statusCode()).isEqualTo(204);
        }
    }

    @Test
    void publish_whatDoesNotVerify_isNotCounted() throws Exception {
        TestOwner owner = owner("tel:+14155555004");
        TestOwner stranger = new TestOwner(new TestCsip(), owner.csi());
        for (int seq = 1; seq <= 2 * Operated.PER_KEY; seq++) {
            client.publish(owner.mapping("other.example", seq, MSP));
            client.publish(stranger.mapping(dp, seq, MSP));
        }

        assertThat(client.publish(owner.mapping(dp, 1, MSP)).statusCode()).isEqualTo(204);
    }

    @Test
    void remove_beyondTheLimit_isRefused() throws Exception {
        TestOwner owner = owner("tel:+14155555005");
        for (int seq = 1; seq <= Operated.PER_KEY; seq++) {
            assertThat(client.remove(owner.removal(dp, seq)).statusCode()).isEqualTo(204);
        }

        assertThat(DpClient.problem(client.remove(owner.removal(dp, 99)))).isEqualTo(ProblemType.PUBLISHING_LIMITED);
    }

    @Test
    void redisRestarted_limitsHold() throws Exception {
        TestOwner owner = owner("tel:+14155555007");
        for (int seq = 1; seq <= Operated.PER_KEY; seq++) {
            client.publish(owner.mapping(dp, seq, MSP));
        }

        stack.redis().restart();

        String next = owner.mapping(dp, 99, MSP);
        ProblemType refusal;
        long giveUp = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        do {
            Thread.sleep(50);
            refusal = DpClient.problem(client.publish(next));
        } while (refusal == ProblemType.STORE_UNAVAILABLE && System.nanoTime() < giveUp);
        assertThat(refusal).isEqualTo(ProblemType.PUBLISHING_LIMITED);
    }

    @Test
    void counters_inADumpOfRedis_nameNobody() throws Exception {
        TestOwner owner = owner("tel:+14155555008");
        String mapping = owner.mapping(dp, 1, MSP);
        client.publish(mapping);
        client.remove(stack.csip().remove(owner.csi(), dp, Instant.now()));

        byte[] dump = stack.redis().dump();

        assertThat(new String(dump, ISO_8859_1)).contains("{publishing/");
        for (String secret : List.of(owner.thumbprint(), mapping, MSP, "https://csip.example", "csip.example")) {
            assertThat(Needles.of(secret).in(dump)).isEmpty();
        }
        assertThat(Needles.ofCsi(owner.csi().uri()).in(dump)).isEmpty();
    }

    private List<HttpResponse<byte[]>> publish(List<String> mappings) {
        List<String> shuffled = new ArrayList<>(mappings);
        Collections.shuffle(shuffled);
        List<CompletableFuture<HttpResponse<byte[]>>> race =
                shuffled.stream().map(client::publishing).toList();
        return race.stream().map(CompletableFuture::join).toList();
    }

    private static boolean isLimited(HttpResponse<byte[]> answer) {
        return answer.statusCode() == 429 && DpClient.problem(answer) == ProblemType.PUBLISHING_LIMITED;
    }

    private TestOwner owner(String csi) {
        return new TestOwner(stack.csip(), new Csi(csi));
    }
}
