package dev.jeton.dev.demo.sight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jeton.crypto.wire.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LeakSearchTest {
    private static final String NUMBER = "+14155550123";
    private static final Bytes NONCE = Bytes.ofHex("00ff10fe20fd30fc40fb50fa60f970f8");

    private final LeakSearch search = new LeakSearch(Map.of(
            Secret.IDENTIFIER, List.of(Bytes.ofUtf8(NUMBER), Bytes.ofUtf8("bob@example.com")),
            Secret.TOKEN, List.of(NONCE)));

    @Test
    void count_textWithoutSecrets_isZeroForEveryKind() {
        Counts counts = search.count("tel:+14155550124 and nothing else".getBytes(StandardCharsets.UTF_8));

        assertThat(counts.areZero()).isTrue();
        assertThat(counts.of(Secret.IDENTIFIER)).isZero();
    }

    @Test
    void count_shortText_isZero() {
        assertThat(search.count(new byte[0]).of(Secret.TOKEN)).isZero();
        assertThat(search.count(new byte[7]).of(Secret.TOKEN)).isZero();
    }

    @Test
    void count_plainSecrets_findsEachOccurrence() {
        byte[] text = (NUMBER + " x tel:" + NUMBER + " mailto:bob@example.com").getBytes(StandardCharsets.UTF_8);

        assertThat(search.count(text).of(Secret.IDENTIFIER)).isEqualTo(3);
    }

    @Test
    void count_secretAtTheVeryEnd_isFound() {
        assertThat(search.count(NUMBER.getBytes(StandardCharsets.UTF_8)).of(Secret.IDENTIFIER))
                .isOne();
    }

    @Test
    void count_rawBytes_areFoundInBytesAndInHex() {
        byte[] raw = Bytes.concat(Bytes.of((byte) 7), NONCE, Bytes.of((byte) 8)).toArray();

        assertThat(search.count(raw).of(Secret.TOKEN)).isOne();
        assertThat(search.count(hex(raw)).of(Secret.TOKEN)).isOne();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "xy", "xyz", "{\"sub\":\"tel:"})
    void count_secretInsideOfBase64_isFoundAtEveryAlignment(String before) {
        for (String after : List.of("", "!", "\"}")) {
            byte[] document = (before + NUMBER + after).getBytes(StandardCharsets.UTF_8);
            byte[] encoded = Base64.getUrlEncoder().withoutPadding().encode(document);

            assertThat(search.count(encoded).of(Secret.IDENTIFIER)).isOne();
            assertThat(search.count(hex(encoded)).of(Secret.IDENTIFIER)).isOne();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void count_bytesInsideOfBothBase64Alphabets_areFound(int before) {
        byte[] document = Bytes.concat(Bytes.of(new byte[before]), NONCE, Bytes.of((byte) 9))
                .toArray();

        assertThat(search.count(Base64.getEncoder().encode(document)).of(Secret.TOKEN))
                .isOne();
        assertThat(search.count(Base64.getUrlEncoder().encode(document)).of(Secret.TOKEN))
                .isOne();
    }

    @Test
    void search_secretThatTurnsUpByChance_isRefused() {
        assertThatThrownBy(() -> new LeakSearch(Map.of(Secret.ACCOUNT, List.of(Bytes.ofUtf8("alice")))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("alice");
    }

    private static byte[] hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes).getBytes(StandardCharsets.US_ASCII);
    }
}
