package dev.jeton.dev.demo.evidence;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jeton.crypto.wire.Bytes;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ValuesTest {
    private static final byte[] SECRET = new byte[24];

    static {
        new Random(7).nextBytes(SECRET);
    }

    /** The same bytes in one spelling and in another. */
    static Stream<String> spellings() {
        String hex = Bytes.of(SECRET).toHex();
        String inJson = "{\"sub\":\"" + Base64.getUrlEncoder().withoutPadding().encodeToString(SECRET) + "\"}";
        return Stream.of(
                hex,
                hex.toUpperCase(java.util.Locale.ROOT),
                "x" + hex,
                "(1,\"\\\\x0a1" + hex + "7f\")",
                base64("", SECRET),
                base64("a", SECRET),
                base64("ab", SECRET),
                "key/" + base64("abc", SECRET),
                "Bearer e30." + Base64.getUrlEncoder().withoutPadding().encodeToString(inJson.getBytes(UTF_8)) + ".e30",
                Bytes.ofUtf8(base64("a", SECRET)).toHex());
    }

    @ParameterizedTest
    @MethodSource("spellings")
    void bytesInAnySpelling_areOneValue(String spelling) {
        Values one = new Values().add(("a line\nid=" + spelling + " and more").getBytes(UTF_8));
        Values other = new Values()
                .add(Bytes.concat(Bytes.ofUtf8("bin\0"), Bytes.of(SECRET)).toArray());

        assertThat(one.inCommonWith(other, new Values())).isNotEmpty();
        assertThat(one.inCommonWith(new Values().add(new byte[100]), new Values()))
                .isEmpty();
    }

    @Test
    void identifiersNumbersAndNames_areValues() {
        for (String value : List.of(
                "tel:+14155550123",
                "14155550123",
                "bob@example.com",
                "mimi://owl.example",
                "127.31.7.9",
                "b1946ac9-2492-4d23-8b1a-0c3f5b1d9e77",
                "request-7f3a21b")) {
            assertThat(common("first " + value + ", and so on", "[" + value + "]"))
                    .as(value)
                    .contains(value);
        }
    }

    @Test
    void whatEveryProgramSays_isNoValue() {
        assertThat(
                        common(
                                "2026-11-23 22:29:18,123 DEBUG [io.quarkus.SomeFactory] (executor-thread-1) count=20 outcome=issued",
                                "2026-11-23 22:29:18,123 DEBUG [io.quarkus.SomeFactory] (executor-thread-1) count=20 outcome=issued"))
                .isSubsetOf("executor-thread-1");
    }

    @Test
    void measurements_areNoValues() {
        for (String ratio : List.of("0.49224806201550386", "4.922480620155038E-4", "1.79547732392E9")) {
            assertThat(common("usage{pool=\"small\"} " + ratio, "overhead " + ratio))
                    .isEmpty();
        }
    }

    @Test
    void whatIsKnown_isNotTold_andWhatIsNewIs() {
        Values known = new Values().add("key-id-9f8e7d6c".getBytes(UTF_8));
        Values one = new Values().add("key-id-9f8e7d6c request-7f3a21b".getBytes(UTF_8));

        assertThat(one.inCommonWith(one, known)).contains("request-7f3a21b").doesNotContain("key-id-9f8e7d6c");
    }

    @Test
    void noise_hasNothingInCommon() {
        byte[] one = new byte[1_000_000];
        byte[] other = new byte[1_000_000];
        new Random(1).nextBytes(one);
        new Random(2).nextBytes(other);

        assertThat(new Values().add(one).inCommonWith(new Values().add(other), new Values()))
                .isEmpty();
    }

    private static Set<String> common(String one, String other) {
        return new Values()
                .add(one.getBytes(UTF_8))
                .inCommonWith(new Values().add(other.getBytes(UTF_8)), new Values());
    }

    private static String base64(String before, byte[] bytes) {
        byte[] all = Bytes.concat(Bytes.ofUtf8(before), Bytes.of(bytes), Bytes.ofUtf8("~"))
                .toArray();
        return Base64.getEncoder().encodeToString(all);
    }
}
