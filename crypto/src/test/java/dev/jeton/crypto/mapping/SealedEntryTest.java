package dev.jeton.crypto.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.jeton.crypto.csi.MspUri;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SealedEntryTest {
    @Test
    void encode_isWhatTheLayoutSays() {
        SealedEntry entry = new SealedEntry(
                Audience.Kind.GROUP, 2, new Mapping.Entry(new MspUri("mimi://msp.test"), List.of("X", "\u00e9")));

        assertThat(entry.encode().toHex())
                .isEqualTo("010102" + "08" + "6d73702e74657374" + "02" + "0158" + "02c3a9" + "00".repeat(110));
        assertThat(SealedEntry.parse(entry.encode())).isEqualTo(entry);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
                    000000086d73702e7465737400, version
                    020000086d73702e7465737400, version
                    010300086d73702e7465737400, kind
                    01ff00086d73702e7465737400, kind
                    010008086d73702e7465737400, position
                    010000,                     msp
                    010000086d73702e5465737400, msp
                    010000ff6d73702e7465737400, msp
                    010000086d73702e74657380ff, msp
                    010000086d73702e7465737401, tags
                    010000086d73702e74657374010158ff, padding
                    010000086d73702e74657374020158, tags
                    010000086d73702e746573740201580158, tags
                    010000086d73702e7465737409015801590161016201630164016501660167, tags
                    010000086d73702e7465737401017f, tags
                    010000086d73702e746573740102c328, tags
                    010000086d73702e74657374ff, tags
                    """)
    void parse_anythingElse_isRefusedNamingItsField(String hex, String field) {
        Bytes content = Bytes.ofHex(hex);
        Bytes plain = Bytes.concat(content, Bytes.of(new byte[SealedEntry.BYTES - content.size()]));

        assertThatExceptionOfType(MalformedMessage.class)
                .isThrownBy(() -> SealedEntry.parse(plain))
                .satisfies(e -> assertThat(e.field()).isEqualTo(field));
    }

    @Test
    void parse_paddingWithAnyBitSet_isRefused() {
        Bytes plain = new SealedEntry(
                        Audience.Kind.PERSON, 0, new Mapping.Entry(new MspUri("mimi://msp.test"), List.of()))
                .encode();
        for (int at = 13; at < SealedEntry.BYTES; at++) {
            byte[] changed = plain.toArray();
            changed[at] ^= 1;
            assertThatExceptionOfType(MalformedMessage.class).isThrownBy(() -> SealedEntry.parse(Bytes.of(changed)));
        }
    }

    @Test
    void parse_otherSize_isRefused() {
        for (int size : new int[] {0, SealedEntry.BYTES - 1, SealedEntry.BYTES + 1}) {
            assertThatExceptionOfType(MalformedMessage.class)
                    .isThrownBy(() -> SealedEntry.parse(Bytes.of(new byte[size])));
        }
    }

    /** Seven bytes say version, kind, position and sizes; 121 are left for provider and two tags. */
    @Test
    void entry_thatFillsItsBytes_fitsAndOneMoreDoesNot() {
        Mapping.Entry fits = entry(58, 32, 31);
        assertThat(new SealedEntry(Audience.Kind.PERSON, 7, fits).encode()).satisfies(plain -> {
            assertThat(plain.at(SealedEntry.BYTES - 1)).isNotZero();
            assertThat(SealedEntry.parse(plain).entry()).isEqualTo(fits);
        });
        assertThatExceptionOfType(MalformedMessage.class)
                .isThrownBy(() -> new SealedEntry(Audience.Kind.PERSON, 7, entry(59, 32, 31)));
        assertThatExceptionOfType(MalformedMessage.class)
                .isThrownBy(() -> new SealedEntry(Audience.Kind.PERSON, 8, fits));
        assertThatExceptionOfType(MalformedMessage.class)
                .isThrownBy(() -> new SealedEntry(Audience.Kind.PERSON, -1, fits));
    }

    private static Mapping.Entry entry(int domainChars, int... tagChars) {
        return new Mapping.Entry(
                new MspUri("mimi://" + "a".repeat(domainChars - 8) + ".example"),
                IntStream.of(tagChars).mapToObj(chars -> "t".repeat(chars)).toList());
    }
}
