package dev.jeton.crypto.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jeton.crypto.wire.MalformedMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OperatorNameTest {
    private static final OperatorName EXAMPLE = new OperatorName("Example Caf\u00e9 Ltd");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "EXAMPLE CAF\u00c9 LTD",
                "  example  caf\u00e9\u00a0ltd ",
                "Example Caf\u00e9, Ltd.",
                "Example-Cafe\u0301 Ltd",
                "Example\u200b Caf\u00e9 Ltd\u202e",
                "\uff25xample Caf\u00e9 Ltd",
            })
    void spelledOtherwise_isTheSame(String name) {
        assertThat(new OperatorName(name).isSame(EXAMPLE)).isTrue();
        assertThat(EXAMPLE.isSame(new OperatorName(name))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Example Cafe Ltd", "Example Caf\u00e9 Ltd 2", "Example", "Ltd Example Caf\u00e9"})
    void otherLettersOrDigits_areSomebodyElse(String name) {
        assertThat(new OperatorName(name).isSame(EXAMPLE)).isFalse();
    }

    /** Or two of them would be told apart by nothing. */
    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\u00a0", "\u200b", "-", "?!", "a\n", "a\u0085"})
    void nobody_isNoOperator(String name) {
        assertThatThrownBy(() -> new OperatorName(name)).isInstanceOf(MalformedMessage.class);
    }

    @Test
    void name_hasItsBound() {
        assertThat(new OperatorName("o".repeat(128)).toString()).hasSize(128);
        assertThatThrownBy(() -> new OperatorName("o".repeat(129))).isInstanceOf(MalformedMessage.class);
    }
}
