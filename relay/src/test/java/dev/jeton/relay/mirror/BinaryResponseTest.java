package dev.jeton.relay.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jeton.relay.http.Answer;
import io.vertx.core.buffer.Buffer;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BinaryResponseTest {
    private static String hex(Answer answer) {
        return HexFormat.of().formatHex(BinaryResponse.encode(answer).getBytes());
    }

    /** RFC 9292, Section 5.2: the example of a known-length response, up to its trailer, which a mirror has none of. */
    @Test
    void response_isThatOfTheRfc() {
        Answer answer = new Answer(200, List.of(), Buffer.buffer("This content contains CRLF.\r\n"));

        assertThat(hex(answer))
                .isEqualTo("0140c8001d5468697320636f6e74656e7420636f6e7461696e732043524c462e0d0a" + "00");
    }

    @Test
    void fields_areOneSection() {
        Answer answer =
                new Answer(404, List.of(new Answer.Field("a", "bc"), new Answer.Field("d", "")), Buffer.buffer());

        assertThat(hex(answer)).isEqualTo("014194" + "08" + "0161026263" + "016400" + "00" + "00");
    }

    /** RFC 9000, Section 16. */
    @ParameterizedTest
    @CsvSource({"63, 3f", "64, 4040", "16383, 7fff", "16384, 80004000", "1048576, 80100000"})
    void lengths_areWrittenAsShortAsTheyCanBe(int length, String expected) {
        String encoded = hex(new Answer(200, List.of(), Buffer.buffer(new byte[length])));

        assertThat(encoded).startsWith("0140c800" + expected).hasSize(8 + expected.length() + 2 * length + 2);
    }
}
