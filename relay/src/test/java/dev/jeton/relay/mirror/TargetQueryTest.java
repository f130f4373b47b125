package dev.jeton.relay.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jeton.relay.http.ProblemType;
import dev.jeton.relay.http.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetQueryTest {
    @Test
    void target_isDecodedOnce_andPlusIsPlus() {
        assertThat(TargetQuery.parse("target=https%3A%2F%2Fdp.example%2Fa%2541+b"))
                .isEqualTo("https://dp.example/a%41+b");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "target",
                "Target=a",
                " target=a",
                "target=a&target=b",
                "a=b&target=a",
                "target=%",
                "target=%4"
            })
    void anythingElse_isMalformed(String query) {
        assertThatThrownBy(() -> TargetQuery.parse(query))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.type()).isEqualTo(ProblemType.REQUEST_MALFORMED));
    }
}
