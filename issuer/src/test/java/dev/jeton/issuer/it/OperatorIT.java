package dev.jeton.issuer.it;

import static dev.jeton.issuer.it.IssuerProcess.await;
import static dev.jeton.issuer.it.IssuerProcess.problem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jeton.crypto.jose.JoseAlgorithm;
import dev.jeton.crypto.jose.JoseSigningKey;
import dev.jeton.crypto.jose.Validity;
import dev.jeton.crypto.json.JsonWriter;
import dev.jeton.crypto.operator.OperatorCredential;
import dev.jeton.crypto.problem.ProblemType;
import dev.jeton.crypto.wire.Bytes;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;

/** Who is an operator, and who is not. */
class OperatorIT {
    private static final String BASE_URL = IssuerProcess.BASE_URL;
    private static final ToyOperator ALICE = Stores.ALICE;

    private final IssuerProcess issuer = Issuers.first();

    @Test
    void everyCall_withoutACredential_isRefused() {
        List.of(
                        "GET /msps",
                        "GET /policies",
                        "GET /audit",
                        "GET /epochs",
                        "POST /epochs/" + issuer.signingKey().epochId() + "/retirement",
                        "POST /keys/rewrapping",
                        "GET /quota-store",
                        "POST /quota-store/" + issuer.signingKey().epochId() + "/accepted-loss",
                        "PUT /msps/" + Stores.ES.host() + "/suspension",
                        "DELETE /msps/" + Stores.ES.host() + "/suspension")
                .forEach(call -> {
                    String[] parts = call.split(" ", 2);
                    HttpResponse<byte[]> refused = issuer.send(HttpRequest.newBuilder(issuer.at("/v1/admin" + parts[1]))
                            .header("Content-Type", "application/json")
                            .method(parts[0], HttpRequest.BodyPublishers.ofString("{\"reason\":\"curiosity\"}")));
                    assertThat(problem(refused)).as(call).isEqualTo(ProblemType.OPERATOR_CREDENTIAL_MISSING);
                    assertThat(refused.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
                });
    }

    @Test
    void credential_thatIsNotRight_isRefused() {
        assertInvalid(ALICE.credential("https://other.example").sign(ALICE.key()));
        assertInvalid(ALICE.credential(BASE_URL + "/").sign(ALICE.key()));
        assertInvalid(ALICE.credential(BASE_URL).sign(JoseSigningKey.generate(JoseAlgorithm.EDDSA)));
        assertInvalid(ToyOperator.named("bob").credential());
        assertInvalid(new ToyOperator("bob", ALICE.key()).credential());
        assertInvalid(
                OperatorCredential.forOperator("alice", BASE_URL, Validity.of(secondsAgo(301), Duration.ofMinutes(5)))
                        .sign(ALICE.key()));
        assertInvalid(
                OperatorCredential.forOperator("alice", BASE_URL, Validity.of(secondsAgo(-120), Duration.ofMinutes(5)))
                        .sign(ALICE.key()));
        assertInvalid(claims().put("exp", secondsAgo(-7200)), OperatorCredential.TYPE);
        assertInvalid(claims(), OperatorCredential.TYPE);
        assertInvalid(claims().put("exp", secondsAgo(-60)), "JWT");
        assertInvalid(claims().put("exp", secondsAgo(-60)), "attestation+jwt");
        String good = ALICE.credential();
        assertInvalid(good.substring(0, good.length() - 4) + "AAAA");
        assertInvalid("eyJhbGciOiJub25lIn0" + good.substring(good.indexOf('.')));
        assertInvalid("junk");
    }

    @Test
    void credentialAndAttestation_areNotTakenForEachOther() {
        String attestation = issuer.attest(Stores.ES, "somebody", "standard");
        assertInvalid(attestation);
        assertThat(problem(issuer.batch(ALICE.credential(), Bytes.EMPTY))).isEqualTo(ProblemType.ATTESTATION_INVALID);
        // The type aside: a provider's key is no operator's, and the reverse.
        assertInvalid(new ToyOperator("alice", Stores.ED.key()).credential());
        assertThat(problem(issuer.batch(
                        issuer.attest(new ToyMsp(Stores.ED.uri(), ALICE.key()), "somebody", "standard"), Bytes.EMPTY)))
                .isEqualTo(ProblemType.ATTESTATION_INVALID);
    }

    @Test
    void credentialWithoutTheRole_isForbidden() {
        Validity validity = Validity.of(Instant.now(), Duration.ofMinutes(5));
        String reader = new OperatorCredential("alice", BASE_URL, validity, List.of("reader")).sign(ALICE.key());
        assertThat(problem(get("/msps", reader))).isEqualTo(ProblemType.OPERATOR_FORBIDDEN);
    }

    @Test
    void operatorWhoseDocumentIsRemoved_isNoneAnyMore() {
        ToyOperator carol = ToyOperator.named("carol");
        carol.register(Stores.shared().operators);
        await("known", () -> get("/audit", carol.credential()).statusCode() == 200);
        String credential = carol.credential();
        carol.unregister(Stores.shared().operators);
        await("unknown", () -> get("/audit", credential).statusCode() == 401);
        assertInvalid(credential);
    }

    @Test
    void credentials_areInNoLog() {
        String credential = ALICE.credential();
        get("/msps", credential);
        assertInvalid(credential + "A");
        assertThat(issuer.log()).doesNotContain(credential.substring(0, credential.lastIndexOf('.')));
    }

    @Test
    void operatorsWhoLinger_keepOutOperators_andNobodyElse() throws IOException {
        List<SSLSocket> lingering = new ArrayList<>();
        try {
            for (int i = 0; i < 4; i++) {
                lingering.add(linger());
            }
            await("full", () -> get("/msps", ALICE.credential()).statusCode() == 503);
            HttpResponse<byte[]> refused = get("/msps", ALICE.credential());
            assertThat(problem(refused)).isEqualTo(ProblemType.SATURATED);
            assertThat(refused.headers().firstValue("Retry-After")).isPresent();
            String attestation = issuer.attest(Stores.ES, "unhindered", "standard");
            assertThat(issuer.batch(
                                    attestation,
                                    Pending.of(issuer.signingKey().publicKey(), 1)
                                            .encode())
                            .statusCode())
                    .isEqualTo(200);
        } finally {
            for (SSLSocket socket : lingering) {
                socket.close();
            }
        }
        await("free again", () -> get("/msps", ALICE.credential()).statusCode() == 200);
    }

    /** Says who it is and that there is a body, and sends none. */
    private SSLSocket linger() throws IOException {
        SSLSocket socket = (SSLSocket)
                Stores.shared().authority.clientContext().getSocketFactory().createSocket("localhost", issuer.port());
        String request = "PUT /v1/admin/msps/" + Stores.ES.host() + "/suspension HTTP/1.1\r\nHost: a\r\n"
                + "Content-Type: application/json\r\nContent-Length: 20\r\n"
                + "Authorization: Bearer " + ALICE.credential() + "\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
        return socket;
    }

    private void assertInvalid(JsonWriter claims, String type) {
        assertInvalid(ALICE.key().sign(type, claims));
    }

    private void assertInvalid(String credential) {
        HttpResponse<byte[]> refused = get("/msps", credential);
        assertThat(problem(refused)).isEqualTo(ProblemType.OPERATOR_CREDENTIAL_INVALID);
        assertThat(refused.headers().firstValue("WWW-Authenticate")).hasValue("Bearer error=\"invalid_token\"");
    }

    private HttpResponse<byte[]> get(String path, String credential) {
        return issuer.admin("GET", path, "", credential);
    }

    /** All but the end. */
    private static JsonWriter claims() {
        return new JsonWriter()
                .put("iss", "alice")
                .put("sub", "alice")
                .put("aud", BASE_URL)
                .putStrings("groups", List.of("operator"))
                .put("iat", Instant.now());
    }

    private static Instant secondsAgo(int seconds) {
        return Instant.now().minusSeconds(seconds);
    }
}
