package dev.jeton.crypto.jose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jeton.crypto.json.JsonObject;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ValidityTest {
    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

    @Test
    void validity_dropsFractions_soThatItEqualsWhatIsParsed() {
        assertThat(Validity.of(NOW.plusMillis(900), Duration.ofMinutes(1)))
                .isEqualTo(Validity.of(NOW, Duration.ofMinutes(1)));
    }

    @Test
    void validity_neverValid_isRefused() {
        assertThatThrownBy(() -> new Validity(NOW, NOW)).isInstanceOf(MalformedMessage.class);
        assertThatThrownBy(() -> Validity.of(NOW, Duration.ofMillis(999))).isInstanceOf(MalformedMessage.class);
        assertThatThrownBy(() -> Validity.of(NOW, Duration.ofDays(-1))).isInstanceOf(MalformedMessage.class);
    }

    @Test
    void validity_thatBeginsLaterThanItWasSigned_isRefused() {
        String claims = "{\"iat\":1000,\"exp\":2000,\"nbf\":%d}";

        assertThat(parse(claims.formatted(1000))).isEqualTo(parse("{\"iat\":1000,\"exp\":2000}"));
        assertThatThrownBy(() -> parse(claims.formatted(1001)))
                .isInstanceOf(MalformedMessage.class)
                .hasMessageContaining("nbf");
    }

    @Test
    void requireAtMost_oneSecondMore_isRefused() {
        Validity.of(NOW, Duration.ofMinutes(10)).requireAtMost(Duration.ofMinutes(10));
        assertThatThrownBy(() -> Validity.of(NOW, Duration.ofSeconds(601)).requireAtMost(Duration.ofMinutes(10)))
                .isInstanceOf(MalformedMessage.class);
    }

    private static Validity parse(String claims) {
        return Validity.parse(JsonObject.parse("claims", Bytes.ofUtf8(claims), 1000));
    }
}
