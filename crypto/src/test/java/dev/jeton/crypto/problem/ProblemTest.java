package dev.jeton.crypto.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProblemTest {
    @Test
    void encode_isTheFormOfTheRfc() {
        Bytes encoded = Problem.of(ProblemType.TOKEN_SPENT, "use another").encode();
        assertThat(new String(encoded.toArray(), StandardCharsets.UTF_8))
                .isEqualTo("{\"type\":\"urn:jeton:problem:token-spent\",\"title\":\"The token has been spent\","
                        + "\"status\":401,\"detail\":\"use another\"}");
    }

    @ParameterizedTest
    @EnumSource
    void parse_encoded_givesTheSameProblem(ProblemType type) {
        assertThat(Problem.parse(Problem.of(type).encode())).contains(Problem.of(type));
        assertThat(Problem.parse(Problem.of(type, "because").encode())).contains(Problem.of(type, "because"));
        assertThat(type.status()).isBetween(400, 503);
        assertThat(type.slug()).matches("[a-z-]+");
        assertThat(type.uri()).isEqualTo(prefix(type) + type.slug());
    }

    private static String prefix(ProblemType type) {
        return switch (type) {
            case OHTTP_KEY, DATE -> "https://iana.org/assignments/http-problem-types#";
            default -> "urn:jeton:problem:";
        };
    }

    @Test
    void parse_typeOfSomebodyElse_isNone() {
        assertThat(Problem.parse(Bytes.ofUtf8("{\"type\":\"about:blank\"}"))).isEmpty();
    }

    @Test
    void parse_noProblem_isRefused() {
        assertThatExceptionOfType(MalformedMessage.class).isThrownBy(() -> Problem.parse(Bytes.ofUtf8("{}")));
        assertThatExceptionOfType(MalformedMessage.class)
                .isThrownBy(() -> Problem.parse(Bytes.ofUtf8("<html></html>")));
        assertThatExceptionOfType(MalformedMessage.class)
                .isThrownBy(() -> Problem.parse(Bytes.of(new byte[Problem.MAX_BYTES + 1])));
    }

    @Test
    void detail_thatIsTooLong_isRefused() {
        String longest = "x".repeat(Problem.MAX_DETAIL_CHARS);
        assertThat(Problem.of(ProblemType.NOT_FOUND, longest).detail()).contains(longest);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Problem.of(ProblemType.NOT_FOUND, "x".repeat(Problem.MAX_DETAIL_CHARS + 1)));
    }
}
