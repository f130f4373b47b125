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
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(LookupStack.class)
class RemovalIT {
    private static final String MSP = "mimi://msp.example";
    private final Instant now = Instant.now();

    private final LookupStack stack = LookupStack.running();
    private final DpClient client = new DpClient(stack);
    private final String dp = stack.dpAuthority();

    @Test
    void remove_ownMapping_isGoneAtOnceAndNeverComesBack() throws Exception {
        TestOwner owner = owner("tel:+14155556001", now);
        String mapping = owner.mapping(dp, 5, MSP);
        client.publish(mapping);

        assertDone(client.remove(owner.removal(dp, 5)));

        assertThat(served(owner.csi())).isEmpty();
        assertProblem(client.publish(mapping), ProblemType.MAPPING_STALE);
        assertProblem(client.publish(owner.mapping(dp, 4, MSP)), ProblemType.MAPPING_STALE);
        assertDone(client.publish(owner.mapping(dp, 6, MSP)));
        assertThat(served(owner.csi())).hasSize(1);
    }

    @Test
    void remove_whatWasNeverPublishedHere_isAnsweredAlikeAndKeptOut() throws Exception {
        TestOwner owner = owner("tel:+14155556002", now);
        String mapping = owner.mapping(dp, 5, MSP);

        assertDone(client.remove(owner.removal(dp, 5)));

        assertProblem(client.publish(mapping), ProblemType.MAPPING_STALE);
    }

    @Test
    void remove_olderThanTheMapping_changesNothing() throws Exception {
        TestOwner owner = owner("tel:+14155556003", now);
        String old = owner.removal(dp, 5);
        client.publish(owner.mapping(dp, 6, MSP));

        assertProblem(client.remove(old), ProblemType.MAPPING_STALE);

        assertThat(served(owner.csi())).hasSize(1);
    }

    @Test
    void remove_doesNotTouchOtherOwners() throws Exception {
        TestOwner owner = owner("tel:+14155556004", now);
        TestOwner other = owner("tel:+14155556004", now);
        client.publish(owner.mapping(dp, 1, MSP));
        String kept = other.mapping(dp, 1, MSP);
        client.publish(kept);

        assertDone(client.remove(owner.removal(dp, 1)));

        assertThat(served(owner.csi())).containsExactly(kept);
    }

    @Test
    void remove_byCsip_takesAwayAllThatItAttestedBefore() throws Exception {
        TestOwner previous = owner("tel:+14155556005", now.minusSeconds(100));
        TestOwner next = owner("tel:+14155556005", now.minusSeconds(10));
        String old = previous.mapping(dp, 1, MSP);
        String fresh = next.mapping(dp, 1, MSP);
        client.publish(old);
        client.publish(fresh);

        assertDone(client.remove(stack.csip().remove(next.csi(), dp, now.minusSeconds(50))));

        assertThat(served(next.csi())).containsExactly(fresh);
        assertProblem(client.publish(old), ProblemType.MAPPING_STALE);
        assertProblem(client.publish(previous.mapping(dp, 9, MSP)), ProblemType.ATTESTATION_SUPERSEDED);
        assertThat(served(next.csi())).containsExactly(fresh);
    }

    @Test
    void remove_byCsip_bringsNoOlderMappingBackUnderALaterAttestation() throws Exception {
        TestOwner owner = owner("tel:+14155556012", now.minusSeconds(100));
        String later = stack.csip().attest(owner.csi(), owner.key(), now);
        String older = owner.mapping(dp, 4, Duration.ofDays(2), later, MSP);
        client.publish(older);
        client.publish(owner.mapping(dp, 5, MSP));

        assertDone(client.remove(stack.csip().remove(owner.csi(), dp, now.minusSeconds(50))));

        assertProblem(client.publish(older), ProblemType.MAPPING_STALE);
        assertThat(served(owner.csi())).isEmpty();
        assertDone(client.publish(owner.mapping(dp, 6, Duration.ofDays(2), later, MSP)));
    }

    @Test
    void remove_byCsipAnOlderFloor_doesNotLowerIt() throws Exception {
        TestOwner previous = owner("tel:+14155556006", now.minusSeconds(100));
        client.remove(stack.csip().remove(previous.csi(), dp, now.minusSeconds(50)));
        client.remove(stack.csip().remove(previous.csi(), dp, now.minusSeconds(200)));

        assertProblem(client.publish(previous.mapping(dp, 1, MSP)), ProblemType.ATTESTATION_SUPERSEDED);
    }

    @Test
    void remove_byAnotherCsipOrForAnotherProvider_isRefused() throws Exception {
        TestOwner owner = owner("tel:+14155556007", now);
        client.publish(owner.mapping(dp, 1, MSP));

        assertRefused(client.remove(new TestCsip().remove(owner.csi(), dp, now)), "removal: unknown-csip-key");
        assertRefused(client.remove(stack.csip().remove(owner.csi(), "other.example", now)), "removal: wrong-audience");
        assertRefused(client.remove(owner.removal("other.example", 1)), "removal: wrong-audience");
        assertRefused(client.remove(owner.mapping(dp, 2, MSP)), "removal: wrong-type");
        assertThat(served(owner.csi())).hasSize(1);
    }

    @Test
    void supersede_announcedAndConfirmed_takesTheLostKeysPlaceForGood() throws Exception {
        TestOwner lost = owner("tel:+14155556008", now.minusSeconds(100));
        TestOwner found = owner("tel:+14155556008", now);
        String old = lost.mapping(dp, 5, MSP);
        String announced = found.superseding(dp, 1, List.of(lost), MSP);
        client.publish(old);

        assertDone(client.publish(announced));
        assertThat(served(found.csi())).as("announced only").containsExactlyInAnyOrder(old, announced);
        assertDone(client.remove(found.confirmation(dp, 1, List.of(lost))));

        assertThat(served(found.csi())).containsExactly(announced);
        assertProblem(client.publish(old), ProblemType.MAPPING_STALE);
        assertProblem(client.publish(lost.mapping(dp, 9, MSP)), ProblemType.ATTESTATION_SUPERSEDED);
        assertDone(client.remove(found.confirmation(dp, 1, List.of(lost))));
    }

    @Test
    void supersede_withoutAnnouncementOrByAnotherList_changesNothing() throws Exception {
        TestOwner lost = owner("tel:+14155556009", now.minusSeconds(100));
        TestOwner unlisted = owner("tel:+14155556009", now.minusSeconds(50));
        TestOwner found = owner("tel:+14155556009", now);
        client.publish(lost.mapping(dp, 1, MSP));
        client.publish(found.mapping(dp, 1, MSP));
        ProblemType mismatch = ProblemType.SUPERSESSION_MISMATCH;

        assertProblem(client.remove(found.confirmation(dp, 1, List.of(lost))), mismatch);
        client.publish(found.superseding(dp, 2, List.of(lost), MSP));
        assertProblem(client.remove(found.confirmation(dp, 1, List.of(lost))), mismatch);
        assertProblem(client.remove(found.confirmation(dp, 2, List.of(lost, unlisted))), mismatch);
        client.publish(unlisted.mapping(dp, 1, MSP));
        assertProblem(client.remove(found.confirmation(dp, 2, List.of(lost))), mismatch);
        assertThat(served(found.csi())).hasSize(3);
    }

    @Test
    void supersede_whoWasAttestedLater_isRefused() throws Exception {
        TestOwner previous = owner("tel:+14155556010", now.minusSeconds(100));
        TestOwner next = owner("tel:+14155556010", now);
        client.publish(next.mapping(dp, 1, MSP));
        client.publish(previous.superseding(dp, 1, List.of(next), MSP));

        assertProblem(client.remove(previous.confirmation(dp, 1, List.of(next))), ProblemType.SUPERSESSION_MISMATCH);

        assertThat(served(next.csi())).hasSize(2);
    }

    @Test
    void publish_whereAnOlderOwnerFilledTheIdentifier_findsAPlace() throws Exception {
        Csi csi = new Csi("tel:+14155556011");
        List<TestOwner> squatters = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            squatters.add(new TestOwner(stack.csip(), csi, now.minusSeconds(100 + i)));
            assertDone(client.publish(squatters.get(i).mapping(dp, 1, MSP)));
        }
        TestOwner first = squatters.get(7);
        String oldest = first.mapping(dp, 2, MSP);
        assertDone(client.publish(oldest));

        String fresh = owner(csi.uri(), now).mapping(dp, 1, MSP);
        assertDone(client.publish(fresh));

        assertThat(served(csi)).hasSize(8).contains(fresh).doesNotContain(oldest);
        assertProblem(client.publish(first.mapping(dp, 3, MSP)), ProblemType.MAPPINGS_FULL);
        assertDone(client.remove(squatters.get(0).removal(dp, 1)));
        assertProblem(client.publish(oldest), ProblemType.MAPPING_STALE);
        assertProblem(client.publish(first.mapping(dp, 1, MSP)), ProblemType.MAPPING_STALE);
        assertDone(client.publish(first.mapping(dp, 3, MSP)));
        assertThat(served(csi)).hasSize(8).contains(fresh);
    }

    private TestOwner owner(String csi, Instant attestedAt) {
        return new TestOwner(stack.csip(), new Csi(csi), attestedAt);
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

    private static void assertRefused(HttpResponse<byte[]> response, String detail) {
        assertThat(DpClient.problem(response)).isEqualTo(ProblemType.REMOVAL_INVALID);
        assertThat(Problem.parse(Bytes.of(response.body())).orElseThrow().detail())
                .isEqualTo(Optional.of(detail));
    }
}
