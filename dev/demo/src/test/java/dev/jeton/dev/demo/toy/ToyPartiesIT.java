package dev.jeton.dev.demo.toy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jeton.crypto.csi.Csi;
import dev.jeton.crypto.csi.MspUri;
import dev.jeton.crypto.jose.JoseAlgorithm;
import dev.jeton.crypto.jose.JoseSigningKey;
import dev.jeton.crypto.jose.JwkSet;
import dev.jeton.crypto.jose.Jws;
import dev.jeton.crypto.json.JsonObject;
import dev.jeton.crypto.json.JsonWriter;
import dev.jeton.crypto.secret.SealingKey;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.dev.stack.DevAuthority;
import dev.jeton.dev.stack.FreePorts;
import dev.jeton.dev.stack.RunDirectory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Set;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Both toys over real TLS, in this JVM. */
class ToyPartiesIT {
    private static final String ISSUER = "https://issuer.example";
    private static final String ALICE = AccountsTest.basic("account-of-alice:secret");
    private static final Csi NUMBER = new Csi("tel:+14155550123");

    private static final Pseudonyms PSEUDONYMS = new Pseudonyms(SealingKey.generate());
    private static final PossessionCodes CODES = new PossessionCodes(SealingKey.generate());
    private static final JoseSigningKey MSP_KEY = JoseSigningKey.generate(JoseAlgorithm.EDDSA);
    private static final JoseSigningKey CSIP_KEY = JoseSigningKey.generate(JoseAlgorithm.ES256);
    private static final ByteArrayOutputStream LOG = new ByteArrayOutputStream();

    private static RunDirectory run;
    private static DevAuthority authority;
    private static HttpClient client;
    private static ToyServer msp;
    private static ToyServer csip;

    @BeforeAll
    static void start() throws IOException {
        run = RunDirectory.create("toys-it");
        authority = DevAuthority.create(run);
        client = authority.httpClient().build();
        EventLog log = new EventLog("toy", new PrintStream(LOG, true, StandardCharsets.UTF_8), InstantSource.system());
        Accounts accounts = Accounts.parse(Bytes.ofUtf8(
                "{\"accounts\":[{\"name\":\"account-of-alice\",\"password\":\"secret\",\"tier\":\"standard\"}]}"));
        msp = new ToyMsp(
                        new ToyMsp.Identity(new MspUri("mimi://msp.example"), MSP_KEY),
                        accounts,
                        PSEUDONYMS,
                        InstantSource.system(),
                        log)
                .serve(server("toy-msp"))
                .start();
        csip = new ToyCsip("https://csip.example", CSIP_KEY, CODES, InstantSource.system(), log)
                .serve(server("toy-csip"))
                .start();
    }

    @AfterAll
    static void stop() {
        msp.close();
        csip.close();
        run.close();
    }

    @Test
    void attest_userWithPassword_getsAnAttestationUnderHisPseudonym() throws Exception {
        HttpResponse<String> answer = askMsp(ALICE, "{\"issuer\":\"" + ISSUER + "\",\"epoch\":86400}");

        assertThat(answer.statusCode()).isEqualTo(200);
        Jws attestation = Jws.parse("attestation", answer.body(), 4096);
        assertThat(attestation.check("attestation+jwt", Set.of(), MSP_KEY.publicKey()))
                .isEmpty();
        JsonObject claims = attestation.uncheckedPayload();
        assertThat(claims.string("sub", 64)).isEqualTo(PSEUDONYMS.of("account-of-alice", ISSUER, 86400));
        assertThat(claims.string("aud", 64)).isEqualTo(ISSUER);
        assertThat(claims.string("tier", 64)).isEqualTo("standard");
        assertThat(claims.integer("exp", 0, Long.MAX_VALUE) - claims.integer("iat", 0, Long.MAX_VALUE))
                .isBetween(1L, 600L);
        assertThat(answer.body()).doesNotContain("alice");
    }

    @Test
    void attest_wrongPassword_isRefused() throws Exception {
        HttpResponse<String> answer =
                askMsp(AccountsTest.basic("account-of-alice:guess"), "{\"issuer\":\"" + ISSUER + "\",\"epoch\":86400}");

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate"))
                .hasValueSatisfying(challenge -> assertThat(challenge).startsWith("Basic "));
        assertIsProblem(answer);
    }

    @Test
    void attest_malformedRequest_isRefused() throws Exception {
        assertThat(askMsp(ALICE, "{\"issuer\":\"http://plain.example\",\"epoch\":1}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(askMsp(ALICE, "{\"issuer\":").statusCode()).isEqualTo(400);
        assertThat(askMsp(ALICE, "{\"issuer\":\"" + ISSUER + "\",\"epoch\":-1}").statusCode())
                .isEqualTo(400);
    }

    @Test
    void attestCsi_ownerWithCode_getsAnAttestationForHisKey() throws Exception {
        JoseSigningKey owner = JoseSigningKey.generate(JoseAlgorithm.ES256);

        HttpResponse<String> answer = askCsip(NUMBER, CODES.codeFor(NUMBER), owner);

        assertThat(answer.statusCode()).isEqualTo(200);
        Jws attestation = Jws.parse("attestation", answer.body(), 4096);
        assertThat(attestation.check("csi-attestation+jwt", Set.of(), CSIP_KEY.publicKey()))
                .isEmpty();
        assertThat(attestation.uncheckedPayload().string("sub", 64)).isEqualTo(NUMBER.uri());
    }

    @Test
    void attestCsi_codeOfAnotherNumber_isRefused() throws Exception {
        JoseSigningKey owner = JoseSigningKey.generate(JoseAlgorithm.ES256);

        HttpResponse<String> answer = askCsip(NUMBER, CODES.codeFor(new Csi("tel:+14155550124")), owner);

        assertThat(answer.statusCode()).isEqualTo(403);
        assertIsProblem(answer);
    }

    @Test
    void attestCsi_domainOfSomebodyElse_isRefused() throws Exception {
        Csi elsewhere = new Csi("mailto:bob@elsewhere.example");

        assertThat(askCsip(elsewhere, CODES.codeFor(elsewhere), JoseSigningKey.generate(JoseAlgorithm.ES256))
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void jwks_ofBoth_holdTheirKeys() throws Exception {
        assertThat(jwks(msp, ToyMsp.JWKS_PATH)).isEqualTo(JwkSet.of(MSP_KEY.publicKey()));
        assertThat(jwks(csip, ToyCsip.JWKS_PATH)).isEqualTo(JwkSet.of(CSIP_KEY.publicKey()));
    }

    @Test
    void server_whatItDoesNotServe_isAProblem() throws Exception {
        HttpResponse<String> nothing = send(HttpRequest.newBuilder(uri(msp, "/v1/attestations/x")));
        assertThat(nothing.statusCode()).isEqualTo(404);
        assertIsProblem(nothing);

        HttpResponse<String> get = send(HttpRequest.newBuilder(uri(msp, ToyMsp.ATTESTATIONS_PATH)));
        assertThat(get.statusCode()).isEqualTo(405);
        assertThat(get.headers().firstValue("Allow")).contains("POST");

        HttpResponse<String> large = askMsp(ALICE, " ".repeat(ToyServer.MAX_BODY_BYTES + 1));
        assertThat(large.statusCode()).isEqualTo(413);
    }

    @Test
    void server_clientOfTls12_isTurnedAway() {
        SSLParameters old = new SSLParameters();
        old.setProtocols(new String[] {"TLSv1.2"});
        HttpClient oldClient = authority.httpClient().sslParameters(old).build();
        HttpRequest request =
                HttpRequest.newBuilder(uri(msp, ToyServer.READY_PATH)).build();

        assertThatThrownBy(() -> oldClient.send(request, BodyHandlers.ofString()))
                .isInstanceOf(SSLException.class);
    }

    @Test
    void log_afterAllThis_namesNobody() throws Exception {
        askMsp(ALICE, "{\"issuer\":\"" + ISSUER + "\",\"epoch\":86400}");
        askCsip(NUMBER, "wrong", JoseSigningKey.generate(JoseAlgorithm.ES256));

        assertThat(LOG.toString(StandardCharsets.UTF_8))
                .contains("event=attestation outcome=issued")
                .contains("event=csi-attestation outcome=refused")
                .doesNotContain("alice")
                .doesNotContain("4155550123")
                .doesNotContain(PSEUDONYMS.of("account-of-alice", ISSUER, 86400));
    }

    private static HttpResponse<String> askMsp(String authorization, String body) throws Exception {
        return send(HttpRequest.newBuilder(uri(msp, ToyMsp.ATTESTATIONS_PATH))
                .header("Authorization", authorization)
                .POST(BodyPublishers.ofString(body)));
    }

    private static HttpResponse<String> askCsip(Csi csi, String code, JoseSigningKey owner) throws Exception {
        Bytes body = new JsonWriter()
                .put("csi", csi.uri())
                .put("code", code)
                .put("jwk", owner.publicKey().toJwk())
                .toBytes();
        return send(HttpRequest.newBuilder(uri(csip, ToyCsip.ATTESTATIONS_PATH))
                .POST(BodyPublishers.ofByteArray(body.toArray())));
    }

    private static JwkSet jwks(ToyServer server, String path) throws Exception {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(uri(server, path)));
        assertThat(answer.headers().firstValue("Content-Type")).contains(JwkSet.MEDIA_TYPE);
        return JwkSet.parse(Bytes.ofUtf8(answer.body()));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private static void assertIsProblem(HttpResponse<String> answer) {
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.body()).startsWith("{\"type\":\"about:blank\"");
    }

    private static URI uri(ToyServer server, String path) {
        return URI.create("https://localhost:" + server.port() + path);
    }

    private static ToyServer server(String name) throws IOException {
        DevAuthority.Identity identity = authority.issue(name);
        return new ToyServer(FreePorts.next(), ServerIdentity.tls(identity.certificateFile(), identity.keyFile()));
    }
}
