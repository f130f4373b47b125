package dev.jeton.crypto.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    @Test
    void write_thenParse_givesTheSameValues() {
        Bytes written = new JsonWriter()
                .put("text", "a \"b\" \u00e9 \ud83d\ude00")
                .put("number", -7)
                .put("time", Instant.parse("2026-11-23T10:00:00.9Z"))
                .putIfPresent("absent", Optional.empty())
                .putIfPresent("present", Optional.of("x"))
                .putStrings("texts", List.of("a", "b"))
                .put("inner", new JsonWriter().put("deep", Long.MAX_VALUE))
                .putObjects("list", List.of(new JsonWriter().put("k", "AAEC")))
                .toBytes();

        JsonObject read = parse(written);
        assertThat(read.string("text", 100)).isEqualTo("a \"b\" \u00e9 \ud83d\ude00");
        assertThat(read.integer("number", -10, 10)).isEqualTo(-7);
        assertThat(read.time("time")).isEqualTo(Instant.parse("2026-11-23T10:00:00Z"));
        assertThat(read.has("absent")).isFalse();
        assertThat(read.optionalString("absent", 1)).isEmpty();
        assertThat(read.optionalString("present", 1)).contains("x");
        assertThat(read.strings("texts", 2, 1)).containsExactly("a", "b");
        assertThat(read.object("inner").integer("deep", 0, Long.MAX_VALUE)).isEqualTo(Long.MAX_VALUE);
        assertThat(read.objects("list", 1).get(0).base64Url("k", 3)).isEqualTo(Bytes.ofHex("000102"));
        assertThat(read.optionalObject("nothing")).isEmpty();
    }

    @Test
    void write_keepsTheOrderOfItsCallsAndAddsNoWhiteSpace() {
        Bytes written = new JsonWriter().put("z", 1).put("a", "\u00e9").toBytes();
        assertThat(written).isEqualTo(Bytes.ofUtf8("{\"z\":1,\"a\":\"\u00e9\"}"));
    }

    @Test
    void write_aMemberTwice_isABug() {
        JsonWriter writer = new JsonWriter().put("a", 1);
        assertThatThrownBy(() -> writer.put("a", "x")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void write_anUnpairedSurrogate_isABug() {
        assertThatThrownBy(() -> new JsonWriter().put("a", "\ud800")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new JsonWriter().putStrings("a", List.of("\udc00")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   ",
                "[]",
                "null",
                "\"a\"",
                "1",
                "{",
                "{}{}",
                "{} x",
                "{}]",
                "{\"a\":1,}",
                "{\"a\":1,\"a\":1}",
                "{\"a\":1,\"\\u0061\":2}",
                "{\"o\":{\"a\":1,\"a\":2}}",
                "{'a':1}",
                "{a:1}",
                "{\"a\":01}",
                "{\"a\":+1}",
                "{\"a\":.5}",
                "{\"a\":NaN}",
                "{\"a\":1}//x",
                "/**/{\"a\":1}",
                "{\"a\":\"\t\"}",
                "{\"a\":\"\\x\"}",
                "{\"a\":123456789012345678901234567890}",
                "\ufeff{\"a\":1}",
            })
    void parse_whatIsNotStrictJson_isRefused(String json) {
        assertThatThrownBy(() -> parse(Bytes.ofUtf8(json)))
                .isInstanceOf(MalformedMessage.class)
                .hasMessageStartingWith("thing: ");
    }

    @Test
    void parse_otherEncodings_areRefused() {
        for (var charset : List.of(StandardCharsets.UTF_16, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
            assertRefused(Bytes.of("{\"a\":\"\u00e9\"}".getBytes(charset)));
        }
        assertRefused(Bytes.of("{\"a\":\"\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1)));
        assertRefused(Bytes.concat(Bytes.ofUtf8("{\"a\":\""), Bytes.ofHex("c080"), Bytes.ofUtf8("\"}")));
        assertRefused(Bytes.concat(Bytes.ofUtf8("{\"a\":\""), Bytes.ofHex("eda080"), Bytes.ofUtf8("\"}")));
    }

    @Test
    void parse_oneByteTooMany_isRefused() {
        Bytes json = Bytes.ofUtf8("{\"a\":1}");
        assertThat(JsonObject.parse("thing", json, json.size()).has("a")).isTrue();
        assertThatThrownBy(() -> JsonObject.parse("thing", json, json.size() - 1))
                .hasMessage("thing: at most 6 bytes, got 7");
    }

    @Test
    void parse_nestedTooDeeply_isRefused() {
        int arrays = JsonObject.MAX_DEPTH - 1;
        parse(Bytes.ofUtf8("{\"a\":" + "[".repeat(arrays) + "]".repeat(arrays) + "}"));
        assertRefused(Bytes.ofUtf8("{\"a\":" + "[".repeat(arrays + 1) + "]".repeat(arrays + 1) + "}"));
        assertRefused(Bytes.ofUtf8("{\"a\":" + "[".repeat(50_000)));
    }

    @Test
    void parse_refusal_neverQuotesTheDocument() {
        assertThatThrownBy(() -> parse(Bytes.ofUtf8("{\"csi\":\"tel:+14155550123\" oops}")))
                .hasMessage("thing: not strict JSON")
                .hasNoCause();
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "1", "true", "[]", "{}", "\"toolong\"", "\"\\ud800\"", "\"\\udc00\\ud800\""})
    void string_ofAnotherTypeOrTooLong_isRefused(String value) {
        assertMemberRefused(value, object -> object.string("a", 6));
        assertMemberRefused(value, object -> object.optionalString("a", 6));
        assertMemberRefused("[" + value + "]", object -> object.strings("a", 1, 6));
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "\"1\"", "1.0", "1e0", "11", "-1", "9223372036854775808", "[1]"})
    void integer_ofAnotherTypeOrOutOfRange_isRefused(String value) {
        assertMemberRefused(value, object -> object.integer("a", 0, 10));
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "\"true\"", "0", "[]", "{}"})
    void flag_ofAnotherType_isRefused(String value) {
        assertMemberRefused(value, object -> object.flag("a", true));
    }

    @Test
    void flag_absent_isWhatTheReaderSays() {
        JsonObject object = parse(Bytes.ofUtf8("{\"yes\":true,\"no\":false}"));
        assertThat(object.flag("yes", false)).isTrue();
        assertThat(object.flag("no", true)).isFalse();
        assertThat(object.flag("other", true)).isTrue();
        assertThat(object.flag("other", false)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "1.5", "\"2026-11-23T10:00:00Z\"", "253402300800", "1795428000000"})
    void time_inAnotherUnitOrForm_isRefused(String value) {
        assertMemberRefused(value, object -> object.time("a"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"AAE\"", "\"AAECAw\"", "\"AAEC=\"", "\"AA+/\"", "\"A AC\"", "1"})
    void base64Url_ofWrongSizeOrForm_isRefused(String value) {
        assertMemberRefused(value, object -> object.base64Url("a", 3));
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "1", "{}", "[1]", "[{},{},{}]", "[[]]"})
    void objects_ofAnotherTypeOrTooMany_areRefused(String value) {
        assertMemberRefused(value, object -> object.objects("a", 2));
    }

    @Test
    void anyGetter_missingMember_isRefusedByItsPath() {
        JsonObject object = parse(Bytes.ofUtf8("{\"o\":{\"l\":[{}]}}"));
        assertThatThrownBy(() -> object.string("s", 1)).hasMessage("s: is missing");
        assertThatThrownBy(() -> object.object("o").objects("l", 1).get(0).integer("n", 0, 1))
                .isInstanceOfSatisfying(
                        MalformedMessage.class, e -> assertThat(e.field()).isEqualTo("o.l[0].n"));
    }

    @Test
    void members_areAllNames() {
        assertThat(parse(Bytes.ofUtf8("{\"a\":1,\"b\":{\"c\":2}}")).members()).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void toString_neverShowsValues() {
        assertThat(parse(Bytes.ofUtf8("{\"csi\":\"tel:+1\"}"))).hasToString("JsonObject[1 members]");
    }

    private interface Getter {
        Object get(JsonObject object);
    }

    private static void assertMemberRefused(String value, Getter getter) {
        JsonObject object = parse(Bytes.ofUtf8("{\"a\":" + value + "}"));
        assertThatThrownBy(() -> getter.get(object))
                .isInstanceOf(MalformedMessage.class)
                .hasMessageStartingWith("a");
    }

    private static void assertRefused(Bytes json) {
        assertThatThrownBy(() -> parse(json)).isInstanceOf(MalformedMessage.class);
    }

    private static JsonObject parse(Bytes json) {
        return JsonObject.parse("thing", json, 100_000);
    }
}
