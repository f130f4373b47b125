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
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(LookupStack.class)
class PublishIT {
    private static final String MSP = "mimi://msp.example";

    private final LookupStack stack = LookupStack.running();
    private final DpClient client = new DpClient(stack);
    private final String dp = stack.dpAuthority();

    @Test
    void publish_attestedMapping_isStoredAndServed() throws Exception {
        TestOwner owner = owner("tel:+14155551001");

        assertThat(client.publish(owner.mapping(dp, 1, MSP)).statusCode()).isEqualTo(204);

        assertThat(served(owner.csi())).hasSize(1);
    }

    @Test
    void publish_sameOrLowerSeq_isStale() throws Exception {
        TestOwner owner = owner("tel:+14155551002");
        String second = owner.mapping(dp, 2, MSP);
        client.publish(second);

        assertThat(DpClient.problem(client.publish(owner.mapping(dp, 1, MSP)))).isEqualTo(ProblemType.MAPPING_STALE);
        assertThat(DpClient.problem(client.publish(owner.mapping(dp, 2, "mimi://other.example"))))
                .isEqualTo(ProblemType.MAPPING_STALE);
        assertThat(served(owner.csi())).containsExactly(second);
    }

    @Test
    void publish_manySeqsAtOnce_highestWins() throws Exception {
        TestOwner owner = owner("tel:+14155551003");
        List<String> mappings = new ArrayList<>();
        for (int seq = 1; seq <= 20; seq++) {
            mappings.add(owner.mapping(dp, seq, MSP));
        }
        String highest = mappings.get(19);
        Collections.shuffle(mappings);

        List<CompletableFuture<HttpResponse<byte[]>>> race =
                mappings.stream().map(client::publishing).toList();

        assertThat(race).extracting(answer -> answer.join().statusCode()).containsOnly(204, 409);
        assertThat(served(owner.csi())).containsExactly(highest);
    }

    @Test
    void publish_signedBySomebodyElse_isRefused() throws Exception {
        TestOwner owner = owner("tel:+14155551004");
        TestOwner thief = owner("tel:+14155551004");
        String stolen = thief.mapping(dp, 1, Duration.ofDays(1), owner.attestation(), MSP);

        assertRefused(client.publish(stolen), "mapping: other-key");
        assertThat(served(owner.csi())).isEmpty();
    }

    @Test
    void publish_underAnAttestationForAnotherIdentifier_isRefused() throws Exception {
        TestOwner owner = owner("tel:+14155551005");
        String forged = new TestOwner(stack.csip(), new Csi("tel:+14155551006"))
                .mapping(dp, 1, Duration.ofDays(1), owner.attestation(), MSP);

        assertThat(DpClient.problem(client.publish(forged))).isEqualTo(ProblemType.MAPPING_INVALID);
    }

    @Test
    void publish_attestedByAStranger_isRefused() throws Exception {
        TestOwner owner = new TestOwner(new TestCsip(), new Csi("tel:+14155551007"));

        assertRefused(client.publish(owner.mapping(dp, 1, MSP)), "attestation: unknown-csip-key");
    }

    @Test
    void publish_identifierThatTheCsipDoesNotHandOut_isRefused() throws Exception {
        TestOwner owner = owner("tel:+493012345678");

        assertRefused(client.publish(owner.mapping(dp, 1, MSP)), "attestation: not-entitled");
    }

    @Test
    void publish_madeForAnotherProvider_isRefused() throws Exception {
        TestOwner owner = owner("tel:+14155551008");

        assertRefused(client.publish(owner.mapping("other.example", 1, MSP)), "mapping: wrong-audience");
    }

    @Test
    void publish_outlivingItsAttestation_isRefused() throws Exception {
        TestOwner owner = owner("tel:+14155551009");
        String eternal = owner.mapping(dp, 1, Duration.ofDays(20), owner.attestation(), MSP);

        assertRefused(client.publish(eternal), "mapping: outlives-attestation");
    }

    @Test
    void publish_notAMapping_isRefused() throws Exception {
        assertThat(DpClient.problem(client.publish("not a JWS"))).isEqualTo(ProblemType.MAPPING_INVALID);
        assertThat(DpClient.problem(client.publish(""))).isEqualTo(ProblemType.MAPPING_INVALID);
        assertThat(DpClient.problem(client.publish("a.b.c"))).isEqualTo(ProblemType.MAPPING_INVALID);
    }

    private TestOwner owner(String csi) {
        return new TestOwner(stack.csip(), new Csi(csi));
    }

    private List<String> served(Csi csi) throws Exception {
        return DpClient.answer(client.lookup(client.coin(), csi)).mappings();
    }

    private static void assertRefused(HttpResponse<byte[]> response, String detail) {
        assertThat(DpClient.problem(response)).isEqualTo(ProblemType.MAPPING_INVALID);
        Problem problem = Problem.parse(Bytes.of(response.body())).orElseThrow();
        assertThat(problem.detail()).contains(detail);
    }
}
