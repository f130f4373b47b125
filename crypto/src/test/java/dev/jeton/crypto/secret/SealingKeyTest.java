package dev.jeton.crypto.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealingKeyTest {
    private static final Bytes PLAIN = Bytes.ofUtf8("what rests");
    private static final Bytes CONTEXT = Bytes.ofUtf8("row 1");
    private static final byte[] KEY = Bytes.ofHex("42".repeat(32)).toArray();

    private final SealingKey key = SealingKey.of(KEY);

    @Test
    void open_sealed_givesThePlainText() {
        Bytes sealed = key.seal(CONTEXT, PLAIN);
        assertThat(sealed.size()).isEqualTo(PLAIN.size() + SealingKey.OVERHEAD_BYTES);
        assertThat(SealingKey.of(KEY).open(CONTEXT, sealed)).isEqualTo(PLAIN);
        assertThat(key.open(CONTEXT, key.seal(CONTEXT, Bytes.EMPTY))).isEqualTo(Bytes.EMPTY);
    }

    @Test
    void generate_twice_givesTwoKeys() {
        Bytes mac = SealingKey.generate().mac("a", PLAIN);
        assertThat(SealingKey.generate().mac("a", PLAIN)).isNotEqualTo(mac);
        assertThat(SealingKey.of(new byte[32]).mac("a", PLAIN)).isNotEqualTo(mac);
    }

    @Test
    void seal_twice_looksUnrelated() {
        assertThat(key.seal(CONTEXT, PLAIN)).isNotEqualTo(key.seal(CONTEXT, PLAIN));
    }

    @Test
    void open_otherContextKeyOrByte_isRefused() {
        Bytes sealed = key.seal(CONTEXT, PLAIN);
        assertRefused(key, Bytes.ofUtf8("row 2"), sealed);
        assertRefused(SealingKey.generate(), CONTEXT, sealed);
        for (int i = 0; i < sealed.size(); i++) {
            byte[] changed = sealed.toArray();
            changed[i] ^= 1;
            assertRefused(key, CONTEXT, Bytes.of(changed));
        }
        assertRefused(key, CONTEXT, sealed.slice(0, SealingKey.OVERHEAD_BYTES - 1));
        assertRefused(key, CONTEXT, Bytes.EMPTY);
    }

    @Test
    void mac_dependsOnKeyPurposeAndData() {
        Bytes mac = key.mac("a", PLAIN);
        assertThat(mac.size()).isEqualTo(32);
        assertThat(SealingKey.of(KEY).mac("a", PLAIN)).isEqualTo(mac);
        assertThat(key.mac("b", PLAIN)).isNotEqualTo(mac);
        assertThat(key.mac("a", CONTEXT)).isNotEqualTo(mac);
        assertThat(SealingKey.generate().mac("a", PLAIN)).isNotEqualTo(mac);
    }

    @Test
    void derive_dependsOnPurposeAndData() {
        Bytes sealed = key.derive("a", PLAIN).seal(CONTEXT, PLAIN);
        assertThat(SealingKey.of(KEY).derive("a", PLAIN).open(CONTEXT, sealed)).isEqualTo(PLAIN);
        assertRefused(key, CONTEXT, sealed);
        assertRefused(key.derive("b", PLAIN), CONTEXT, sealed);
        assertRefused(key.derive("a", CONTEXT), CONTEXT, sealed);
    }

    @Test
    void load_rawOrBase64_givesTheSameKey(@TempDir Path folder) throws Exception {
        Path raw = Files.write(folder.resolve("raw"), KEY);
        String encoded = Base64.getEncoder().encodeToString(KEY);
        Path base64 = Files.writeString(folder.resolve("base64"), encoded + "\n");
        Bytes sealed = key.seal(CONTEXT, PLAIN);
        assertThat(SealingKey.load(raw).open(CONTEXT, sealed)).isEqualTo(PLAIN);
        assertThat(SealingKey.load(base64).open(CONTEXT, sealed)).isEqualTo(PLAIN);
        String largest = encoded + "\r\n".repeat((256 - encoded.length()) / 2);
        assertThat(SealingKey.load(Files.writeString(base64, largest)).open(CONTEXT, sealed))
                .isEqualTo(PLAIN);
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> SealingKey.load(Files.writeString(base64, largest + "\n")))
                .withMessageContaining("far more");
    }

    @Test
    void load_anythingElse_isRefusedWithoutItsContents(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("short"), "c2VjcmV0");
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> SealingKey.load(file))
                .withMessageContaining("short")
                .withMessageNotContaining("c2VjcmV0");
        Path blank = Files.writeString(folder.resolve("blank"), "\n\r\n");
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> SealingKey.load(blank));
        Path large = Files.write(folder.resolve("large"), new byte[10_000]);
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> SealingKey.load(large));
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> SealingKey.load(folder.resolve("missing")));
    }

    @Test
    void toString_tellsNothing() {
        assertThat(key).hasToString("SealingKey[redacted]");
    }

    private static void assertRefused(SealingKey key, Bytes context, Bytes sealed) {
        assertThatExceptionOfType(MalformedMessage.class).isThrownBy(() -> key.open(context, sealed));
    }
}
