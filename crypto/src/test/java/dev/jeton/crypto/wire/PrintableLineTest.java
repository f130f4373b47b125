package dev.jeton.crypto.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrintableLineTest {
    @Test
    void of_whatWouldEndTheQuoteOrTheLine_isReplaced() {
        assertThat(PrintableLine.of("a \"b\" c\r\nevent=forged \u00e9\u2028\t")).isEqualTo("a 'b' c??event=forged ???");
    }
}
