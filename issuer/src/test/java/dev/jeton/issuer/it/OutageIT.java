package dev.jeton.issuer.it;

import static dev.jeton.issuer.it.IssuerProcess.problem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jeton.crypto.problem.ProblemType;
import dev.jeton.crypto.token.IssuerDirectory;
import dev.jeton.crypto.token.TokenPublicKey;
import dev.jeton.crypto.wire.Bytes;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

class OutageIT {
    private static final String SWITCH = "/msps/" + Stores.SMALL.host() + "/suspension";
    private static final String REASON = "{\"reason\":\"an outage\"}";

    private final Stores stores = Stores.shared();
    private final IssuerProcess issuer = Issuers.first();
    private final IssuerProcess replica = Issuers.second();
    private final TokenPublicKey key = issuer.signingKey().publicKey();

    @Test
    void withoutRedis_nothingIsIssued_andThenItGoesOn() {
        String attestation = issuer.attest(Stores.ES, "redis", "standard");
        Pending pending = Pending.of(key, 2);
        for (int i = 0; i < 2; i++) {
            assertThat(issuer.batch(attestation, Pending.of(key, 19).encode()).statusCode())
                    .isEqualTo(200);
        }
        stores.redis.stop();
        try {
            HttpResponse<byte[]> refused = issuer.batch(attestation, pending.encode());
            assertThat(problem(refused)).isEqualTo(ProblemType.QUOTA_UNAVAILABLE);
            assertThat(refused.headers().firstValue("Retry-After")).isPresent();
            assertThat(issuer.isReady()).isFalse();
            assertThat(issuer.get(issuer.management("/q/health/live")).statusCode())
                    .isEqualTo(200);
        } finally {
            stores.redis.restart();
        }
        issuer.awaitReady();
        replica.awaitReady();
        assertThat(pending.finish(issuer.batch(attestation, pending.encode()).body()))
                .allMatch(key::verify);
        assertThat(problem(replica.batch(attestation, Pending.of(key, 1).encode())))
                .as("the counters of before")
                .isEqualTo(ProblemType.QUOTA_EXCEEDED);
    }

    @Test
    void withoutPostgres_anIssuerGoesOn_andOneThatStartsRecoversWithTheSameKeys() {
        IssuerDirectory before = issuer.directory();
        switchTo("PUT");
        stores.postgres.stop();
        try {
            Pending pending = Pending.of(key, 2);
            String attestation = issuer.attest(Stores.ES, "postgres", "standard");
            assertThat(pending.finish(
                            issuer.batch(attestation, pending.encode()).body()))
                    .allMatch(key::verify);

            assertThat(problem(issuer.batch(issuer.attest(Stores.SMALL, "postgres", "standard"), pending.encode())))
                    .as("what was read last stays")
                    .isEqualTo(ProblemType.MSP_SUSPENDED);
            HttpResponse<byte[]> unchanged = issuer.admin("DELETE", SWITCH, REASON, Stores.ALICE.credential());
            assertThat(problem(unchanged)).isEqualTo(ProblemType.STORE_UNAVAILABLE);

            replica.restart();
            assertThat(replica.isReady()).isFalse();
            assertThat(problem(replica.get(replica.at(IssuerDirectory.PATH)))).isEqualTo(ProblemType.KEYS_UNAVAILABLE);
            assertThat(problem(replica.batch(attestation, pending.encode()))).isEqualTo(ProblemType.STORE_UNAVAILABLE);
        } finally {
            stores.postgres.restart();
        }
        replica.awaitReady();
        assertThat(replica.directory()).isEqualTo(before);
        assertThat(problem(replica.batch(replica.attest(Stores.SMALL, "postgres", "standard"), Bytes.EMPTY)))
                .as("a suspension survives a restart")
                .isEqualTo(ProblemType.MSP_SUSPENDED);
        switchTo("DELETE");
        assertThat(issuer.isReady()).isTrue();
    }

    private void switchTo(String method) {
        assertThat(issuer.admin(method, SWITCH, REASON, Stores.ALICE.credential())
                        .statusCode())
                .isEqualTo(200);
    }
}
