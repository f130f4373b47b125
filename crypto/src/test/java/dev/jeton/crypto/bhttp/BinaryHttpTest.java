package dev.jeton.crypto.bhttp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import dev.jeton.crypto.vectors.Vectors;
import dev.jeton.crypto.wire.ByteWriter;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class BinaryHttpTest {
    private static final Bytes GET = Bytes.ofHex("00034745540568747470730b6578616d706c652e636f6d012f");
    private static final BinaryRequest POST = new BinaryRequest(
            "POST",
            "https",
            "dp.example:8443",
            "/v1/lookups?a=%20",
            Fields.EMPTY.with("content-type", "application/json").with("x", "").with("x", "a\tb \u00ff"),
            Bytes.ofUtf8("{}"),
            Fields.EMPTY.with("trailer", "text"));

    static List<JsonNode> rfc9292() {
        return Vectors.own("rfc9292-section-5.json");
    }

    @ParameterizedTest
    @MethodSource("rfc9292")
    void rfc9292_example_isReadAndWritten(JsonNode vector) {
        Bytes bhttp = Bytes.ofHex(vector.get("bhttp").asText());
        Bytes content = Bytes.ofUtf8(vector.get("content").asText());
        Bytes written;
        if (vector.get("kind").asText().equals("request")) {
            BinaryRequest request = new BinaryRequest(
                    vector.get("method").asText(),
                    vector.get("scheme").asText(),
                    vector.get("authority").asText(),
                    vector.get("path").asText(),
                    fields(vector.get("headers")),
                    content,
                    fields(vector.get("trailers")));
            assertThat(BinaryRequest.parse(bhttp)).isEqualTo(request);
            written = request.encode();
            assertThat(BinaryRequest.parse(written)).isEqualTo(request);
        } else {
            BinaryResponse response = new BinaryResponse(
                    vector.get("status").asInt(),
                    fields(vector.get("headers")),
                    content,
                    fields(vector.get("trailers")));
            assertThat(BinaryResponse.parse(bhttp)).isEqualTo(response);
            written = response.encode();
            assertThat(BinaryResponse.parse(written)).isEqualTo(response);
        }
        assertThat(written.equals(bhttp)).isEqualTo(vector.get("knownLength").asBoolean());
    }

    @Test
    void rfc9292_examples_areThere() {
        assertThat(rfc9292()).hasSize(4);
    }

    @Test
    void parse_encoded_givesTheRequest() {
        assertThat(BinaryRequest.parse(POST.encode())).isEqualTo(POST);
        assertThat(POST.headers().all("x")).containsExactly("", "a\tb \u00ff");
        assertThat(POST.headers().all("X")).isEmpty();
    }

    /** The example of RFC 9458, Appendix A ends before its header section. */
    @Test
    void parse_endBeforeASection_meansThatItIsEmpty() {
        BinaryRequest request = BinaryRequest.parse(GET);

        assertThat(request.authority()).isEqualTo("example.com");
        assertThat(request.headers()).isEqualTo(Fields.EMPTY);
        for (String rest : List.of("00", "0000", "000000")) {
            assertThat(BinaryRequest.parse(Bytes.concat(GET, Bytes.ofHex(rest))))
                    .isEqualTo(request);
        }
        assertThat(BinaryResponse.parse(Bytes.ofHex("0140c8")))
                .isEqualTo(new BinaryResponse(200, Fields.EMPTY, Bytes.EMPTY, Fields.EMPTY));
    }

    /** Everywhere but before a section: a message that was cut is no shorter message. */
    @Test
    void parse_endInsideAPart_isRefused() {
        Bytes whole = POST.encode();
        long accepted = Stream.iterate(0, size -> size + 1)
                .limit(whole.size())
                .filter(size -> isRequest(whole.slice(0, size)))
                .count();
        assertThat(accepted).isEqualTo(3);
        Bytes indeterminate = Bytes.concat(Bytes.ofHex("02"), GET.slice(1, GET.size()), Bytes.ofHex("0161016200"));
        assertThat(isRequest(indeterminate)).isTrue();
        assertThat(isRequest(indeterminate.slice(0, indeterminate.size() - 1))).isFalse();
    }

    @Test
    void parse_chunks_areJoined() {
        Bytes message = Bytes.concat(
                Bytes.ofHex("02"), GET.slice(1, GET.size()), Bytes.ofHex("00" + "0161" + "026263" + "00" + "00"));
        assertThat(BinaryRequest.parse(message).content()).isEqualTo(Bytes.ofUtf8("abc"));
    }

    @Test
    void parse_integersInLongForm_areRead() {
        Bytes message =
                Bytes.ofHex("4000" + "80000003" + "474554" + "c000000000000005" + "6874747073" + "00" + "01" + "2f");
        assertThat(BinaryRequest.parse(message).method()).isEqualTo("GET");
        assertThat(BinaryResponse.parse(Bytes.ofHex("c00000000000000180000194")).status())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0140c8", "04", "3f", "4000", "c000000000000004", "01034745540568747470730b"})
    void request_otherFraming_isRefused(String hex) {
        assertThat(isRequest(Bytes.ofHex(hex))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "00034745540568747470730b6578616d706c652e636f6d012f", "0240c8", "0440c8", "01", "0140"})
    void response_otherFraming_isRefused(String hex) {
        assertThat(isResponse(Bytes.ofHex(hex))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 99, 600, 1000})
    void response_otherStatus_isRefused(int status) {
        assertThat(isResponse(status(status))).isFalse();
        assertThatExceptionOfType(MalformedMessage.class)
                .isThrownBy(() -> new BinaryResponse(status, Fields.EMPTY, Bytes.EMPTY, Fields.EMPTY));
        assertThat(isResponse(new ByteWriter().uint8(1).varint((1L << 62) - 1).toBytes()))
                .isFalse();
    }

    @Test
    void response_informationalWithoutFinal_isRefused() {
        assertThatExceptionOfType(MalformedMessage.class)
                .isThrownBy(() -> new BinaryResponse(103, Fields.EMPTY, Bytes.EMPTY, Fields.EMPTY));
        assertThat(isResponse(status(103))).isFalse();
        assertThat(isResponse(Bytes.ofHex("01" + "406700".repeat(8) + "40c8"))).isTrue();
        assertThat(isResponse(Bytes.ofHex("01" + "406700".repeat(9) + "40c8"))).isFalse();
    }

    @Test
    void padding_ofZeros_isNoPartOfTheMessage() {
        Bytes padded = new SizeClasses(1024).pad(POST.encode());
        assertThat(padded.size()).isEqualTo(1024);
        assertThat(BinaryRequest.parse(padded)).isEqualTo(POST);
        byte[] marked = padded.toArray();
        marked[1023] = 1;
        assertThat(isRequest(Bytes.of(marked))).isFalse();
    }

    @Test
    void pad_takesTheNextSize() {
        SizeClasses classes = new SizeClasses(100);
        int[] sizes = {0, 1, 99, 100, 101, 200, 201, 400, 401};
        int[] padded = {100, 100, 100, 100, 200, 200, 400, 400, 800};
        for (int i = 0; i < sizes.length; i++) {
            assertThat(classes.pad(Bytes.of(new byte[sizes[i]])).size()).isEqualTo(padded[i]);
        }
        for (int smallest : new int[] {-1, 0, (1 << 20) + 1}) {
            assertThatIllegalArgumentException().isThrownBy(() -> new SizeClasses(smallest));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ":method", ":path", ":protocol", "Host", "a b", "a:", "\u00e4", "a\0", "\n"})
    void fieldName_thatIsNoTokenInLowerCase_isRefused(String name) {
        assertRefusedField(name, "value");
    }

    @ParameterizedTest
    @ValueSource(strings = {" a", "a ", "\ta", "a\t", " ", "a\r\nb: c", "a\nb", "a\0b", "\u007f", "\u001b", "\u0100"})
    void fieldValue_thatCouldBeReadAsMore_isRefused(String value) {
        assertRefusedField("name", value);
    }

    @Test
    void fieldName_ofNoByteOrTooMany_isRefused() {
        assertThat(isRequest(Bytes.concat(GET, Bytes.ofHex("03" + "00" + "0161"))))
                .isFalse();
        assertThat(isRequest(Bytes.concat(GET, Bytes.ofHex("03" + "0161" + "00"))))
                .isTrue();
        Fields.EMPTY.with("a".repeat(128), "");
        assertRefusedField("a".repeat(129), "");
    }

    @Test
    void fields_moreThanTheMost_areRefused() {
        for (int count : new int[] {Fields.MAX_LINES, Fields.MAX_LINES + 1}) {
            Bytes lines = Bytes.ofHex("016100".repeat(count));
            Bytes known = Bytes.concat(
                    GET, new ByteWriter().varint(lines.size()).bytes(lines).toBytes());
            Bytes indeterminate = Bytes.concat(Bytes.ofHex("02"), GET.slice(1, GET.size()), lines, Bytes.of((byte) 0));
            assertThat(isRequest(known)).isEqualTo(count == Fields.MAX_LINES);
            assertThat(isRequest(indeterminate)).isEqualTo(count == Fields.MAX_LINES);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "*", "a", "//\u00e4", "/a b", "/a#b", "/\n", "/\0"})
    void path_thatIsNone_isRefused(String path) {
        assertRefused("GET", "https", "a", path);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a@b", "a/b", "a b", "a?b", "a\\b", "a\n", "\u00e4"})
    void authority_thatIsNone_isRefused(String authority) {
        assertRefused("GET", "https", authority, "/");
    }

    @Test
    void controlData_ofOtherForm_isRefused() {
        assertRefused("", "https", "a", "/");
        assertRefused("G T", "https", "a", "/");
        assertRefused("G".repeat(33), "https", "a", "/");
        assertRefused("GET", "", "a", "/");
        assertRefused("GET", "HTTPS", "a", "/");
        assertRefused("GET", "https:", "a", "/");
        assertRefused("GET", "https", "a".repeat(256), "/");
        assertRefused("GET", "https", "a", "/" + "a".repeat(2048));
        new BinaryRequest(
                "G".repeat(32),
                "a".repeat(16),
                "[::1]:" + "1".repeat(249),
                "/" + "a".repeat(2047),
                Fields.EMPTY,
                Bytes.EMPTY,
                Fields.EMPTY);
    }

    @Test
    void text_showsNoContentFieldOrPath() {
        assertThat(POST).hasToString("BinaryRequest[POST, 3 fields, Bytes[2]]");
        assertThat(new BinaryResponse(200, POST.headers(), POST.content(), Fields.EMPTY))
                .hasToString("BinaryResponse[200, 3 fields, Bytes[2]]");
        assertThat(POST.headers().toString()).doesNotContain("json");
    }

    private static Fields fields(JsonNode lines) {
        Fields fields = Fields.EMPTY;
        for (JsonNode line : lines) {
            fields = fields.with(line.get(0).asText(), line.get(1).asText());
        }
        return fields;
    }

    private static Bytes status(int status) {
        return new ByteWriter().uint8(1).varint(status).toBytes();
    }

    private static void assertRefused(String method, String scheme, String authority, String path) {
        assertThatExceptionOfType(MalformedMessage.class)
                .isThrownBy(() ->
                        new BinaryRequest(method, scheme, authority, path, Fields.EMPTY, Bytes.EMPTY, Fields.EMPTY));
    }

    private static void assertRefusedField(String name, String value) {
        assertThatExceptionOfType(MalformedMessage.class).isThrownBy(() -> Fields.EMPTY.with(name, value));
    }

    private static boolean isRequest(Bytes message) {
        try {
            return BinaryRequest.parse(message).encode().size() > 0;
        } catch (MalformedMessage e) {
            return false;
        }
    }

    private static boolean isResponse(Bytes message) {
        try {
            return BinaryResponse.parse(message).encode().size() > 0;
        } catch (MalformedMessage e) {
            return false;
        }
    }
}
