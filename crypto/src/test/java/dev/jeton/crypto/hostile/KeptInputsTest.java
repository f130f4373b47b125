package dev.jeton.crypto.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jeton.crypto.wire.Bytes;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link Contract} for what is kept and for what is known to hurt. */
class KeptInputsTest {
    private static final List<Bytes> BOMBS = Bombs.all();

    @ParameterizedTest
    @EnumSource
    void corpus_keepsTheContract(Parser parser) {
        List<Bytes> inputs = Corpus.of(parser);
        long accepted =
                inputs.stream().filter(input -> Contract.accepts(parser, input)).count();

        assertThat(accepted).as("accepted").isPositive();
        assertThat(inputs.size() - accepted).as("refused").isPositive();
    }

    @ParameterizedTest
    @EnumSource
    void bombs_keepTheContract(Parser parser) {
        BOMBS.forEach(bomb -> Contract.accepts(parser, bomb));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "plain {}", "0x", "0x00ff", "#", "\\x5c\\x00\\xff", "0xzz"})
    void corpusLine_isReadAsItWasWritten(String line) {
        Bytes input = line.equals("0xzz") ? Bytes.ofUtf8(line) : Corpus.decode(line);
        assertThat(Corpus.decode(Corpus.encode(input))).isEqualTo(input);
    }

    @Test
    void corpus_isSmall() {
        long bytes = 0;
        for (Parser parser : Parser.values()) {
            bytes += Corpus.of(parser).stream()
                    .mapToLong(input -> Corpus.encode(input).length())
                    .sum();
        }
        assertThat(bytes).isLessThan(300_000);
    }
}
