package dev.jeton.relay.forward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jeton.relay.http.Answer;
import dev.jeton.relay.http.ProblemType;
import dev.jeton.relay.http.Refusal;
import dev.jeton.relay.upstream.UpstreamAnswer;
import dev.jeton.relay.upstream.UpstreamFailure;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class GatewayAnswerTest {
    private static final String KEY = "{\"type\":\"https://iana.org/assignments/http-problem-types#ohttp-key\"}";

    private static UpstreamAnswer answer(int status, String mediaType, String body) {
        MultiMap fields = MultiMap.caseInsensitiveMultiMap()
                .add("Content-Type", mediaType)
                .add("Set-Cookie", "a=b");
        return new UpstreamAnswer(status, fields, Buffer.buffer(body));
    }

    private static ProblemType refused(UpstreamAnswer answer) {
        try {
            GatewayAnswer.of(answer);
            throw new AssertionError("accepted");
        } catch (Refusal refusal) {
            return refusal.type();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"message/ohttp-res", "Message/OHTTP-res", "message/ohttp-res ; a=b"})
    void sealedAnswer_hasOneSpelling(String mediaType) {
        Answer told = GatewayAnswer.of(answer(200, mediaType, "sealed"));

        assertThat(told.fields()).isEqualTo(List.of(new Answer.Field("Content-Type", "message/ohttp-res")));
        assertThat(told.body()).isEqualTo(Buffer.buffer("sealed"));
    }

    @ParameterizedTest
    @CsvSource({
        "201, message/ohttp-res, sealed",
        "400, message/ohttp-res, sealed",
        "200, message/ohttp-req, sealed",
        "200, message/ohttp-res, ''",
        "500, application/problem+json, {}",
        "400, application/problem+json, []",
        "400, application/problem+json, null",
        "400, application/problem+json, ''",
        "400, application/problem+json, '{\"type\":7}'"
    })
    void anythingElse_hasFailed(int status, String mediaType, String body) {
        assertThat(refused(answer(status, mediaType, body))).isEqualTo(ProblemType.GATEWAY_FAILED);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 422})
    void refusedKey_isTold(int status) {
        assertThat(refused(answer(status, "application/problem+json", KEY))).isEqualTo(ProblemType.OHTTP_KEY);
    }

    @Test
    void refusedKey_isAProblemOfTheRightTypeAndSize() {
        assertThat(refused(answer(500, "application/problem+json", KEY))).isEqualTo(ProblemType.GATEWAY_FAILED);
        assertThat(refused(answer(400, "application/json", KEY))).isEqualTo(ProblemType.GATEWAY_FAILED);
        assertThat(refused(answer(400, "application/problem+json", KEY + " ".repeat(5000))))
                .isEqualTo(ProblemType.GATEWAY_FAILED);
    }

    @ParameterizedTest
    @EnumSource
    void failure_isAProblem_thatSaysWhetherSomethingWasSent(UpstreamFailure.Kind kind) {
        ProblemType told = GatewayAnswer.of(new UpstreamFailure(kind)).type();

        boolean nothingSent = kind == UpstreamFailure.Kind.UNREACHABLE || kind == UpstreamFailure.Kind.SATURATED;
        assertThat(told.title().endsWith("nothing was sent")).isEqualTo(nothingSent);
    }

    @Test
    void noContentType_hasFailed() {
        UpstreamAnswer bare = new UpstreamAnswer(200, MultiMap.caseInsensitiveMultiMap(), Buffer.buffer("sealed"));

        assertThatThrownBy(() -> GatewayAnswer.of(bare)).isInstanceOf(Refusal.class);
    }
}
