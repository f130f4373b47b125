package dev.jeton.crypto.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jeton.crypto.jose.JoseAlgorithm;
import dev.jeton.crypto.jose.JoseSigningKey;
import dev.jeton.crypto.jose.Jws;
import dev.jeton.crypto.jose.Validity;
import dev.jeton.crypto.json.JsonObject;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OperatorCredentialTest {
    private static final String ISSUER = "https://issuer.example";
    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    private static final Validity FIVE_MINUTES = Validity.of(NOW, Duration.ofMinutes(5));

    @Test
    void sign_holdsTheClaimsOfItsContract() {
        JoseSigningKey key = JoseSigningKey.generate(JoseAlgorithm.EDDSA);
        OperatorCredential credential = OperatorCredential.forOperator("alice", ISSUER, FIVE_MINUTES);
        Jws jws = Jws.parse("credential", credential.sign(key), 4096);

        assertThat(jws.check("operator+jwt", Set.of(), key.publicKey())).isEmpty();
        JsonObject claims = jws.uncheckedPayload();
        assertThat(claims.members()).containsExactlyInAnyOrder("iss", "sub", "aud", "groups", "iat", "exp");
        assertThat(claims.string("iss", 100)).isEqualTo("alice");
        assertThat(claims.strings("groups", 9, 9)).containsExactly("operator");
        assertThat(OperatorCredential.parse(claims)).isEqualTo(credential);
        assertThat(credential.isOperator()).isTrue();
    }

    @Test
    void groups_withoutOperator_areNotAnOperators() {
        assertThat(new OperatorCredential("alice", ISSUER, FIVE_MINUTES, List.of("reader", "operators")).isOperator())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Alice", "alice smith", "alice\n", "\u00e4", "mimi://msp.example"})
    void name_thatNoLogCouldShow_isRefused(String name) {
        assertThatThrownBy(() -> OperatorCredential.forOperator(name, ISSUER, FIVE_MINUTES))
                .isInstanceOf(MalformedMessage.class);
    }

    @Test
    void longerLife_orAnotherAudience_isRefused() {
        assertThatThrownBy(() ->
                        OperatorCredential.forOperator("alice", ISSUER, Validity.of(NOW, Duration.ofSeconds(3601))))
                .isInstanceOf(MalformedMessage.class);
        assertThatThrownBy(() -> OperatorCredential.forOperator("a".repeat(65), ISSUER, FIVE_MINUTES))
                .isInstanceOf(MalformedMessage.class);
        assertThatThrownBy(() -> OperatorCredential.forOperator("alice", "http://issuer.example", FIVE_MINUTES))
                .isInstanceOf(MalformedMessage.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"iss\":\"a\",\"sub\":\"b\",\"aud\":\"https://i\",\"groups\":[],\"iat\":1,\"exp\":2}",
                "{\"iss\":\"a\",\"aud\":\"https://i\",\"groups\":[],\"iat\":1,\"exp\":2}",
                "{\"iss\":\"a\",\"sub\":\"a\",\"aud\":[\"https://i\"],\"groups\":[],\"iat\":1,\"exp\":2}",
                "{\"iss\":\"a\",\"sub\":\"a\",\"aud\":\"https://i\",\"groups\":\"operator\",\"iat\":1,\"exp\":2}",
                "{\"iss\":\"a\",\"sub\":\"a\",\"aud\":\"https://i\",\"groups\":[],\"exp\":2}",
                "{\"iss\":\"a\",\"sub\":\"a\",\"aud\":\"https://i\",\"groups\":[],\"iat\":2,\"exp\":2}"
            })
    void parse_anythingElse_isRefused(String claims) {
        JsonObject json = JsonObject.parse("claims", Bytes.ofUtf8(claims), 4096);
        assertThatThrownBy(() -> OperatorCredential.parse(json)).isInstanceOf(MalformedMessage.class);
    }
}
