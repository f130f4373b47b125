package dev.jeton.redeemer.service.it;

import static dev.jeton.redeemer.service.it.RedeemerProcess.problem;
import static dev.jeton.redeemer.service.it.RedeemerProcess.send;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jeton.crypto.jose.JoseAlgorithm;
import dev.jeton.crypto.jose.JoseSigningKey;
import dev.jeton.crypto.jose.JwkSet;
import dev.jeton.crypto.jose.Validity;
import dev.jeton.crypto.json.JsonObject;
import dev.jeton.crypto.json.JsonWriter;
import dev.jeton.crypto.operator.OperatorCredential;
import dev.jeton.crypto.problem.ProblemType;
import dev.jeton.crypto.wire.Bytes;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What operators see on the management listener, and nobody else. */
class OperatorsIT {
    private static final Stores STORES = Stores.shared();
    private static final JoseSigningKey ALICE = JoseSigningKey.generate(JoseAlgorithm.EDDSA);

    private final RedeemerProcess redeemer = Redeemers.first();
    private final HttpClient client = STORES.authority.httpClient().build();

    @BeforeAll
    static void register() throws IOException {
        JsonWriter document = new JsonWriter()
                .put("apiVersion", "jeton.dev/v1")
                .put("kind", "Operator")
                .put("metadata", new JsonWriter().put("name", "alice"))
                .put("spec", JwkSet.of(ALICE.publicKey()).toJson().put("name", "alice"));
        Files.write(STORES.operators.resolve("alice.json"), document.toBytes().toArray());
    }

    @Test
    void ledger_isShownToOperatorsOnly() {
        RedeemerProcess.await("known", () -> admin("GET", "/ledger", "").statusCode() == 200);

        JsonObject shown =
                JsonObject.parse("answer", Bytes.of(admin("GET", "/ledger", "").body()), 100_000);
        assertThat(shown.objects("shards", 100))
                .isNotEmpty()
                .allSatisfy(shard -> assertThat(shard.string("state", 64)).isEqualTo("served"));
        assertThat(problem(send(client, HttpRequest.newBuilder(redeemer.management("/v1/admin/ledger")))))
                .isEqualTo(ProblemType.OPERATOR_CREDENTIAL_MISSING);
        String caller = STORES.frontEnd.credential();
        assertThat(problem(send(
                        client,
                        HttpRequest.newBuilder(redeemer.management("/v1/admin/ledger"))
                                .header("Authorization", "Bearer " + caller))))
                .isEqualTo(ProblemType.OPERATOR_CREDENTIAL_INVALID);
    }

    @Test
    void requestsThatAreNone_areRefusedWithProblems() {
        RedeemerProcess.await("known", () -> admin("GET", "/audit", "").statusCode() == 200);

        assertThat(problem(admin("GET", "/audit?limit=0", ""))).isEqualTo(ProblemType.REQUEST_MALFORMED);
        assertThat(problem(admin("GET", "/nothing", ""))).isEqualTo(ProblemType.NOT_FOUND);
        assertThat(problem(admin("POST", "/ledger/generations/1", "{"))).isEqualTo(ProblemType.REQUEST_MALFORMED);
        assertThat(problem(admin("POST", "/ledger/generations/1", "{\"reason\":\"\"}")))
                .isEqualTo(ProblemType.REQUEST_MALFORMED);
        assertThat(problem(admin("POST", "/ledger/generations/7", "{\"reason\":\"a slip\"}")))
                .isEqualTo(ProblemType.GENERATION_CONFLICT);
    }

    private HttpResponse<byte[]> admin(String method, String path, String body) {
        String credential = OperatorCredential.forOperator(
                        "alice", RedeemerProcess.BASE_URL, Validity.of(Instant.now(), Duration.ofMinutes(5)))
                .sign(ALICE);
        return send(
                client,
                HttpRequest.newBuilder(redeemer.management("/v1/admin" + path))
                        .header("Authorization", "Bearer " + credential)
                        .header("Content-Type", "application/json")
                        .method(method, BodyPublishers.ofString(body)));
    }
}
