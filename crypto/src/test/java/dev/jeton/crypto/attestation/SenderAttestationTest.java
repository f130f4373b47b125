package dev.jeton.crypto.attestation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jeton.crypto.csi.MspUri;
import dev.jeton.crypto.jose.JoseAlgorithm;
import dev.jeton.crypto.jose.JoseSigningKey;
import dev.jeton.crypto.jose.Jws;
import dev.jeton.crypto.jose.Validity;
import dev.jeton.crypto.json.JsonObject;
import dev.jeton.crypto.wire.MalformedMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SenderAttestationTest {
    private static final MspUri MSP = new MspUri("mimi://msp.example");
    private static final String ISSUER = "https://localhost:9443";
    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    private static final Validity TEN_MINUTES = Validity.of(NOW, Duration.ofMinutes(10));

    @ParameterizedTest
    @EnumSource
    void sign_holdsTheClaimsOfItsContract(JoseAlgorithm algorithm) {
        JoseSigningKey key = JoseSigningKey.generate(algorithm);
        Jws jws = signed(key, SenderAttestation.forSender(MSP, "p-1_~.", 1795392000, ISSUER, "standard", TEN_MINUTES));

        assertThat(jws.check("attestation+jwt", Set.of(), key.publicKey())).isEmpty();
        assertThat(jws.keyId()).contains(key.publicKey().thumbprint());
        JsonObject claims = jws.uncheckedPayload();
        assertThat(claims.members()).containsExactlyInAnyOrder("iss", "sub", "epoch", "aud", "tier", "iat", "exp");
        assertThat(claims.string("iss", 100)).isEqualTo("mimi://msp.example");
        assertThat(claims.string("sub", 100)).isEqualTo("p-1_~.");
        assertThat(claims.integer("epoch", 0, Long.MAX_VALUE)).isEqualTo(1795392000);
        assertThat(claims.string("aud", 100)).isEqualTo(ISSUER);
        assertThat(claims.string("tier", 100)).isEqualTo("standard");
        assertThat(Validity.parse(claims)).isEqualTo(TEN_MINUTES);
    }

    @Test
    void sign_forBatches_namesTheMspItself() {
        JoseSigningKey key = JoseSigningKey.generate(JoseAlgorithm.EDDSA);
        JsonObject claims = signed(key, SenderAttestation.forBatches(MSP, 0, ISSUER, "business", TEN_MINUTES))
                .uncheckedPayload();
        assertThat(claims.string("sub", 100)).isEqualTo("mimi://msp.example");
        assertThat(claims.string("scope", 100)).isEqualTo("tokens:batch");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "bob@example.com", "+14155550123", "a b", "a\u00e9", "mimi://msp.example"})
    void subject_thatIsNoPseudonym_isRefused(String subject) {
        assertThatThrownBy(() -> SenderAttestation.forSender(MSP, subject, 0, ISSUER, "standard", TEN_MINUTES))
                .isInstanceOf(MalformedMessage.class);
    }

    @Test
    void claims_thatNoIssuerAccepts_areRefused() {
        assertRefused("a".repeat(65), 0, ISSUER, "standard", TEN_MINUTES, Optional.empty());
        assertRefused("a", -1, ISSUER, "standard", TEN_MINUTES, Optional.empty());
        assertRefused("a", 0, "http://localhost:9443", "standard", TEN_MINUTES, Optional.empty());
        assertRefused("a", 0, "https://", "standard", TEN_MINUTES, Optional.empty());
        assertRefused("a", 0, ISSUER, "", TEN_MINUTES, Optional.empty());
        assertRefused("a", 0, ISSUER, "Standard", TEN_MINUTES, Optional.empty());
        assertRefused("a", 0, ISSUER, "t".repeat(33), TEN_MINUTES, Optional.empty());
        assertRefused("a", 0, ISSUER, "standard", Validity.of(NOW, Duration.ofSeconds(601)), Optional.empty());
        assertRefused("a", 0, ISSUER, "standard", TEN_MINUTES, Optional.of(SenderAttestation.BATCH_SCOPE));
        assertRefused(MSP.uri(), 0, ISSUER, "standard", TEN_MINUTES, Optional.of("admin"));
    }

    @Test
    void toString_neverShowsThePseudonym() {
        assertThat(SenderAttestation.forSender(MSP, "pseudonym", 0, ISSUER, "standard", TEN_MINUTES))
                .hasToString("SenderAttestation[mimi://msp.example]");
    }

    private static void assertRefused(
            String subject, long epoch, String audience, String tier, Validity validity, Optional<String> scope) {
        assertThatThrownBy(() -> new SenderAttestation(MSP, subject, epoch, audience, tier, validity, scope))
                .isInstanceOf(MalformedMessage.class);
    }

    private static Jws signed(JoseSigningKey key, SenderAttestation attestation) {
        return Jws.parse("attestation", attestation.sign(key), 4096);
    }
}
