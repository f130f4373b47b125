package dev.jeton.dev.demo.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jeton.client.http.HttpsOrigin;
import dev.jeton.client.http.Refused;
import dev.jeton.client.http.Response;
import dev.jeton.crypto.csi.Authority;
import dev.jeton.crypto.problem.Problem;
import dev.jeton.crypto.problem.ProblemType;
import dev.jeton.crypto.wire.Bytes;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

class StepTest {
    private static final HttpsOrigin LOOKUP = new HttpsOrigin(new Authority("dp.example"));

    @Test
    void perform_expectedAnswer_holds() {
        assertThat(step("2 mappings", () -> "2 mappings").perform().held()).isTrue();
        assertThat(step("2 mappings", () -> "1 mapping").perform().held()).isFalse();
    }

    @Test
    void perform_refusal_isAnAnswerWithStatusAndType() {
        Refused refused = Refused.of(
                LOOKUP,
                new Response(
                        401,
                        Map.of("content-type", List.of(Problem.MEDIA_TYPE)),
                        Problem.of(ProblemType.TOKEN_SPENT).encode()));

        Step.Outcome outcome = step("401 token-spent", () -> {
                    throw refused;
                })
                .perform();

        assertThat(outcome.answer()).isEqualTo("401 token-spent");
        assertThat(outcome.held()).isTrue();
    }

    @Test
    void perform_refusalWithoutOurProblemType_isNotTakenForOne() {
        Refused refused = Refused.of(LOOKUP, new Response(401, Map.of(), Bytes.EMPTY));

        assertThat(step("401 token-spent", () -> {
                            throw refused;
                        })
                        .perform()
                        .held())
                .isFalse();
    }

    @Test
    void perform_exception_isAnAnswerThatDoesNotHold() {
        Step.Outcome outcome = step("published", () -> {
                    throw new IllegalStateException("no key");
                })
                .perform();

        assertThat(outcome.answer()).isEqualTo("IllegalStateException: no key");
        assertThat(outcome.held()).isFalse();
    }

    @Test
    void step_lineTooLongForATerminal_isRefused() {
        assertThatThrownBy(() -> new Step("Alice", "x".repeat(Step.MAX_WHAT_CHARS + 1), "", () -> ""))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Step step(String expected, Callable<String> action) {
        return new Step("Alice", "asks", expected, action);
    }
}
