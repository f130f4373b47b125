package dev.jeton.service.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jeton.crypto.problem.ProblemType;
import dev.jeton.crypto.wire.MalformedMessage;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProblemsTest {
    private final Problems problems = new Problems(List.of(
            failure -> Optional.empty(),
            failure -> failure instanceof IOException ? Optional.of(ProblemType.STORE_UNAVAILABLE) : Optional.empty()));

    @Test
    void answer_refusal_hasItsFieldsAndDetail_andFieldsOfOneNameStayApart() {
        ProblemAnswer answer = problems.answer(Refusal.of(ProblemType.TOKEN_MISSING, "Bring one.")
                .with("WWW-Authenticate", "first")
                .with("WWW-Authenticate", "second"));

        assertThat(answer.problem().detail()).contains("Bring one.");
        assertThat(answer.answer().fields())
                .contains(new Answer.Field("WWW-Authenticate", "first"), new Answer.Field("WWW-Authenticate", "second"))
                .noneMatch(field -> field.isCalled("Retry-After"));
    }

    @Test
    void answer_unavailability_saysWhenToTryAgain_once() {
        assertThat(retryAfter(problems.answer(Refusal.of(ProblemType.SATURATED))))
                .containsExactly("1");
        assertThat(retryAfter(problems.answer(Refusal.of(ProblemType.SATURATED).with("retry-after", "30"))))
                .containsExactly("30");
    }

    @Test
    void answer_failureThatAFeatureKnows_isItsProblem_withoutTheMessage() {
        ProblemAnswer answer = problems.answer(new IOException("at 10.0.0.1"));

        assertThat(answer.problem().type()).isEqualTo(ProblemType.STORE_UNAVAILABLE);
        assertThat(answer.problem().detail()).isEmpty();
    }

    @Test
    void answer_anyOtherFailure_isOurMistake_withoutTheMessage() {
        ProblemAnswer answer = problems.answer(new IllegalStateException("tel:+14155550123"));

        assertThat(answer.problem().type()).isEqualTo(ProblemType.INTERNAL_ERROR);
        assertThat(answer.problem().detail()).isEmpty();
    }

    @Test
    void answer_malformedMessage_namesTheField() {
        ProblemAnswer answer = problems.answer(MalformedMessage.of("body", "expected less"));

        assertThat(answer.problem().type()).isEqualTo(ProblemType.REQUEST_MALFORMED);
        assertThat(answer.problem().detail()).contains("body: expected less");
    }

    @ParameterizedTest
    @CsvSource({
        "400, REQUEST_MALFORMED",
        "404, NOT_FOUND",
        "405, METHOD_NOT_ALLOWED",
        "406, NOT_ACCEPTABLE",
        "411, REQUEST_MALFORMED",
        "413, BODY_TOO_LARGE",
        "415, MEDIA_TYPE_UNSUPPORTED",
        "431, REQUEST_MALFORMED",
        "500, INTERNAL_ERROR",
        "-1, INTERNAL_ERROR"
    })
    void ofStatus_isAProblemOfOurs(int status, ProblemType type) {
        assertThat(Problems.ofStatus(status)).isEqualTo(type);
    }

    private static List<String> retryAfter(ProblemAnswer answer) {
        return answer.answer().fields().stream()
                .filter(field -> field.isCalled("Retry-After"))
                .map(Answer.Field::value)
                .toList();
    }
}
