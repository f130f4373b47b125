package dev.jeton.lookup.atrest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jeton.crypto.wire.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaddingTest {
    @ParameterizedTest
    @CsvSource({"0, 2048", "2046, 2048", "2047, 4096", "4094, 4096", "4095, 8192", "8200, 16384"})
    void pad_fillsTheSizeClass(int documentBytes, int paddedBytes) {
        assertThat(Padding.pad(Bytes.of(new byte[documentBytes])).size()).isEqualTo(paddedBytes);
    }

    @Test
    void unpad_keepsTrailingZerosOfTheDocument() {
        Bytes document = Bytes.of((byte) 7, (byte) 0, (byte) 0);

        assertThat(Padding.unpad(Padding.pad(document))).isEqualTo(document);
    }
}
