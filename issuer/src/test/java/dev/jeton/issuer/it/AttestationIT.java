package dev.jeton.issuer.it;

import static dev.jeton.issuer.it.IssuerProcess.problem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jeton.crypto.jose.JwkSet;
import dev.jeton.crypto.json.JsonWriter;
import dev.jeton.crypto.problem.ProblemType;
import dev.jeton.crypto.wire.Bytes;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class AttestationIT {
    private static final String TYPE = "attestation+jwt";

    private final IssuerProcess issuer = Issuers.first();
    private final long epoch = issuer.signingKey().epochId();
    private final Bytes batch = Pending.of(issuer.signingKey().publicKey(), 1).encode();

    @Test
    void attestation_ofEitherAlgorithm_isAccepted() {
        assertThat(issuer.batch(sign(Stores.ES, claims -> {}), batch).statusCode())
                .isEqualTo(200);
        assertThat(issuer.batch(sign(Stores.ED, claims -> {}), batch).statusCode())
                .isEqualTo(200);
    }

    @Test
    void attestation_forTheProviderItself_isAccepted() {
        String own = sign(Stores.ES, claims -> {
            claims.put("sub", Stores.ES.uri().uri());
            claims.put("scope", "tokens:batch");
        });
        assertThat(issuer.batch(own, batch).statusCode()).isEqualTo(200);
    }

    @Test
    void noAttestation_orAnotherScheme_isRefused() {
        HttpRequest.Builder without = issuer.post(
                "application/private-token-generic-batch-request",
                HttpRequest.BodyPublishers.ofByteArray(batch.toArray()));
        HttpResponse<byte[]> missing = issuer.send(without);
        assertThat(problem(missing)).isEqualTo(ProblemType.ATTESTATION_MISSING);
        assertThat(missing.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
        assertThat(problem(issuer.send(without.header("Authorization", "Basic YTpi"))))
                .isEqualTo(ProblemType.ATTESTATION_MISSING);
    }

    @Test
    void unknownAndSuspendedProviders_areRefused() {
        assertRefused(ProblemType.MSP_UNKNOWN, sign(Stores.STRANGER, claims -> {}));
        assertRefused(ProblemType.MSP_SUSPENDED, sign(Stores.SUSPENDED, claims -> {}));
    }

    @Test
    void anotherProvidersKey_isRefused() {
        assertInvalid(
                sign(Stores.ES, claims -> claims.put("iss", Stores.ED.uri().uri())));
        // The same, with the kid of the provider it claims to be.
        String header = header("ES256", Stores.ED.key().publicKey().thumbprint());
        String[] parts = sign(
                        Stores.ES, claims -> claims.put("iss", Stores.ED.uri().uri()))
                .split("\\.", -1);
        assertInvalid(header + "." + parts[1] + "." + parts[2]);
        // And with its algorithm.
        header = header("EdDSA", Stores.ED.key().publicKey().thumbprint());
        assertInvalid(header + "." + parts[1] + "." + parts[2]);
    }

    @Test
    void changedClaimsOrSignature_areRefused() {
        String[] parts = sign(Stores.ES, claims -> {}).split("\\.", -1);
        String otherClaims =
                sign(Stores.ES, claims -> claims.put("tier", "standard")).split("\\.", -1)[1];
        assertInvalid(parts[0] + "." + otherClaims + "." + parts[2]);
        assertInvalid(parts[0] + "." + parts[1] + "." + Bytes.of(new byte[64]).toBase64Url());
        assertInvalid(parts[0] + "." + parts[1] + ".");
    }

    @Test
    void algNone_andHmacWithThePublicKey_areRefused() throws GeneralSecurityException {
        String kid = Stores.ES.key().publicKey().thumbprint();
        String claims = sign(Stores.ES, unchanged -> {}).split("\\.", -1)[1];
        assertInvalid(header("none", kid) + "." + claims + ".");
        assertInvalid(header("none", kid) + "." + claims + "."
                + Bytes.of(new byte[64]).toBase64Url());

        byte[] publicKey =
                JwkSet.of(Stores.ES.key().publicKey()).toJson().toBytes().toArray();
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(publicKey, "HmacSHA256"));
        String input = header("HS256", kid) + "." + claims;
        assertInvalid(input + "."
                + Bytes.of(mac.doFinal(input.getBytes(StandardCharsets.US_ASCII)))
                        .toBase64Url());
    }

    @Test
    void headerThatBringsItsOwnKey_orAnotherType_isRefused() {
        JsonWriter claims = claims(Stores.ES, unchanged -> {});
        assertInvalid(Stores.ES.key().sign("JWT", claims(Stores.ES, unchanged -> {})));
        assertInvalid(Stores.ES.key().sign(TYPE, Map.of("jku", "https://evil.example/jwks"), claims));
        assertInvalid(Stores.ES.key().sign(TYPE, Map.of("crit", "exp"), claims(Stores.ES, unchanged -> {})));
    }

    @Test
    void times_thatAreNotRight_areRefused() {
        long now = Instant.now().getEpochSecond();
        assertRefused(ProblemType.ATTESTATION_EXPIRED, sign(Stores.ES, claims -> {
            claims.put("iat", now - 300);
            claims.put("exp", now - 1);
        }));
        assertInvalid(sign(Stores.ES, claims -> claims.put("exp", now + 700)));
        assertInvalid(sign(Stores.ES, claims -> {
            claims.put("iat", now + 120);
            claims.put("exp", now + 300);
        }));
        assertInvalid(sign(Stores.ES, claims -> claims.remove("iat")));
        assertInvalid(sign(Stores.ES, claims -> claims.remove("exp")));
        assertInvalid(sign(Stores.ES, claims -> claims.put("exp", Long.toString(now + 300))));
    }

    @Test
    void audience_otherThanThisIssuer_isRefused() {
        assertInvalid(sign(Stores.ES, claims -> claims.put("aud", "https://other.example")));
        assertInvalid(sign(Stores.ES, claims -> claims.put("aud", IssuerProcess.BASE_URL + "/")));
        assertInvalid(sign(Stores.ES, claims -> claims.remove("aud")));
    }

    @Test
    void epoch_otherThanTheSigningKeys_isRefused() {
        assertRefused(
                ProblemType.ATTESTATION_WRONG_EPOCH, sign(Stores.ES, claims -> claims.put("epoch", epoch - 86_400)));
        assertRefused(
                ProblemType.ATTESTATION_WRONG_EPOCH, sign(Stores.ES, claims -> claims.put("epoch", epoch + 86_400)));
        assertInvalid(sign(Stores.ES, claims -> claims.remove("epoch")));
    }

    @Test
    void subject_thatIsNoPseudonym_isRefused() {
        assertInvalid(sign(Stores.ES, claims -> claims.put("sub", "")));
        assertInvalid(sign(Stores.ES, claims -> claims.put("sub", "a".repeat(65))));
        assertInvalid(sign(Stores.ES, claims -> claims.put("sub", "a b")));
        assertInvalid(
                sign(Stores.ES, claims -> claims.put("sub", Stores.ES.uri().uri())));
        assertInvalid(sign(Stores.ES, claims -> claims.put("scope", "tokens:batch")));
        assertInvalid(sign(Stores.ES, claims -> claims.put("scope", "tokens:all")));
    }

    @Test
    void junk_isRefused() {
        for (String junk : new String[] {"a", "a.b.c", "..", "a".repeat(5_000), "e30.e30.e30", "{}.{}.{}"}) {
            assertInvalid(junk);
        }
    }

    private void assertInvalid(String attestation) {
        assertRefused(ProblemType.ATTESTATION_INVALID, attestation);
    }

    private void assertRefused(ProblemType type, String attestation) {
        HttpResponse<byte[]> response = issuer.batch(attestation, batch);
        assertThat(problem(response)).isEqualTo(type);
        assertThat(response.headers().firstValue("WWW-Authenticate").isPresent())
                .isEqualTo(type.status() == 401);
    }

    private String sign(ToyMsp msp, Consumer<Map<String, Object>> change) {
        return msp.key().sign(TYPE, claims(msp, change));
    }

    private JsonWriter claims(ToyMsp msp, Consumer<Map<String, Object>> change) {
        long now = Instant.now().getEpochSecond();
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", msp.uri().uri());
        claims.put("sub", "attested");
        claims.put("epoch", epoch);
        claims.put("aud", IssuerProcess.BASE_URL);
        claims.put("tier", "business");
        claims.put("iat", now);
        claims.put("exp", now + 300);
        change.accept(claims);
        JsonWriter json = new JsonWriter();
        claims.forEach((name, value) -> {
            if (value instanceof Long number) {
                json.put(name, number);
            } else {
                json.put(name, value.toString());
            }
        });
        return json;
    }

    private static String header(String algorithm, String keyId) {
        return new JsonWriter()
                .put("alg", algorithm)
                .put("kid", keyId)
                .put("typ", TYPE)
                .toBytes()
                .toBase64Url();
    }
}
