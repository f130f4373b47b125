package dev.jeton.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jeton.client.TestIssuer;
import dev.jeton.client.http.Request;
import dev.jeton.crypto.json.JsonObject;
import dev.jeton.crypto.json.JsonWriter;
import dev.jeton.crypto.problem.ProblemType;
import dev.jeton.crypto.token.IssuerDirectory;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class QuotaLeftTest extends AtATerminal {
    @Test
    void quota_saysWhatIsLeft_andChargesNothing() {
        tokens();
        assertThat(run("quota", ISSUER, attestation).out())
                .isEqualTo("298 of 300 tokens left at issuer.example; all of them again in 13 h 0 min\n");

        JsonObject quota = run("quota", ISSUER, attestation, "--json").json();

        assertThat(quota.string("issuer", 100)).isEqualTo("issuer.example");
        assertThat(quota.integer("limit", 0, 1000)).isEqualTo(300);
        assertThat(quota.integer("left", 0, 1000)).isEqualTo(298);
        assertThat(quota.integer("reset-after", 0, 100_000)).isEqualTo(46_800);
        assertThat(issuer.charged).isEqualTo(2);
        assertThat(asked())
                .allSatisfy(request -> assertThat(request.headers())
                        .containsEntry("Authorization", "Bearer " + TestIssuer.ATTESTATION));
    }

    @Test
    void quota_refused_isExit3AndSaysWhatToDo() {
        issuer.quotaAnswer = Optional.of(TestIssuer.problem(ProblemType.ATTESTATION_EXPIRED));

        Run run = run("quota", ISSUER, attestation);

        assertThat(run.exit()).isEqualTo(ExitCode.REFUSED.code());
        assertThat(run.err()).contains("attestation-expired").contains("fresh attestation");
        assertThat(run.out()).isEmpty();
    }

    @Test
    void quota_thatIsNone_isExit6() {
        for (JsonWriter answer : List.of(
                new JsonWriter(),
                new JsonWriter().put("limit", 1).put("left", -1).put("reset-seconds", 1),
                new JsonWriter().put("limit", 1).put("left", 1).put("reset-seconds", Long.MAX_VALUE))) {
            issuer.quotaAnswer = Optional.of(TestIssuer.answer(200, "application/json", answer.toBytes()));
            assertThat(run("quota", ISSUER, attestation).exit()).isEqualTo(ExitCode.UNTRUSTED.code());
        }
        issuer.quotaAnswer = Optional.of(TestIssuer.answer(200, "text/html", new JsonWriter().toBytes()));
        assertThat(run("quota", ISSUER, attestation).exit()).isEqualTo(ExitCode.UNTRUSTED.code());
    }

    @Test
    void quota_ofAnIssuerWithoutAKey_asksNothing() {
        issuer.directory = new IssuerDirectory(
                "/token-request",
                List.of(new IssuerDirectory.Key(
                        TestIssuer.KEY.publicKey(), TestIssuer.NOT_AFTER, TestIssuer.NOT_AFTER.plusSeconds(3600))));

        assertThat(run("quota", ISSUER, attestation).exit()).isEqualTo(ExitCode.UNTRUSTED.code());
        assertThat(asked()).isEmpty();
    }

    private List<Request> asked() {
        return issuer.requests.stream()
                .filter(request -> request.uri().getPath().equals("/v1/quota"))
                .toList();
    }
}
