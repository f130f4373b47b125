package dev.jeton.crypto.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jeton.crypto.csi.Authority;
import dev.jeton.crypto.csi.Csi;
import dev.jeton.crypto.csi.MspUri;
import dev.jeton.crypto.jose.FixedKeys;
import dev.jeton.crypto.jose.JoseAlgorithm;
import dev.jeton.crypto.jose.JoseSigningKey;
import dev.jeton.crypto.jose.Validity;
import dev.jeton.crypto.json.JsonWriter;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MappingTest {
    private static final MspUri MSP = new MspUri("mimi://msp.example");
    private static final Csi CSI = new Csi("tel:+14155550123");
    private static final Authority DP = new Authority("localhost:8443");
    private static final Validity DAY = Validity.of(Instant.EPOCH, Duration.ofDays(1));
    private static final JoseSigningKey KEY = JoseSigningKey.generate(JoseAlgorithm.EDDSA);

    @ParameterizedTest
    @ValueSource(strings = {"Business", "Caf\u00e9 \u2615", "\u4ed5\u4e8b", "\ud83c\udfc0", "\u0378", " x ", "a\u0301"})
    void tag_openStrings_areKeptAsTheyAre(String tag) {
        assertThat(new Mapping.Entry(MSP, List.of(tag)).tags()).containsExactly(tag);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "\u2003",
                "a\u0000",
                "a\nb",
                "\u202eabc",
                "a\u200bb",
                "a\ufeff",
                "\ue000",
                "a\u2028",
                "\ud800"
            })
    void tag_thatDoesNotLookLikeWhatItIs_isRefused(String tag) {
        assertThatThrownBy(() -> new Mapping.Entry(MSP, List.of(tag))).isInstanceOf(MalformedMessage.class);
    }

    @Test
    void bounds_hold() {
        List<String> tags =
                IntStream.range(0, Mapping.MAX_TAGS).mapToObj(i -> "t" + i).toList();
        new Mapping.Entry(MSP, tags);
        List<String> tooMany = new ArrayList<>(tags);
        tooMany.add("one more");
        assertThatThrownBy(() -> new Mapping.Entry(MSP, tooMany)).isInstanceOf(MalformedMessage.class);
        assertThatThrownBy(() -> new Mapping.Entry(MSP, List.of("x".repeat(Mapping.MAX_TAG_CHARS + 1))))
                .isInstanceOf(MalformedMessage.class);
        assertThatThrownBy(() -> mapping(0, entries(Mapping.MAX_MSPS + 1))).isInstanceOf(MalformedMessage.class);
        assertThatThrownBy(() -> mapping(-1, List.of())).isInstanceOf(MalformedMessage.class);
        assertThatThrownBy(() -> mapping(Mapping.MAX_SEQUENCE + 1, List.of())).isInstanceOf(MalformedMessage.class);
    }

    @Test
    void sign_tooLargeAltogether_isRefused() {
        assertThat(mapping(0, entries(Mapping.MAX_MSPS)).sign(KEY, "a".repeat(CsiAttestation.MAX_CHARS)))
                .hasSizeLessThanOrEqualTo(Mapping.MAX_CHARS);
        Mapping large = mapping(
                0,
                entries(Mapping.MAX_MSPS).stream()
                        .map(e -> new Mapping.Entry(
                                e.msp(), List.of("\u4e8b".repeat(32), "\u4e8c".repeat(32), "\u4e00".repeat(32))))
                        .toList());
        assertThatThrownBy(() -> large.sign(KEY, "a".repeat(CsiAttestation.MAX_CHARS)))
                .isInstanceOf(MalformedMessage.class);
    }

    /** Sixteen providers with a tag each, eight slots and sixteen superseded keys. */
    @Test
    void sign_allAtOnce_fitsBesideTheLongestAttestation() {
        SealedEntries sealed = SealedEntries.seal(DP, CSI, KEY.publicKey(), List.of());
        List<String> superseded = IntStream.range(0, Mapping.MAX_SUPERSEDED)
                .mapToObj(i -> FixedKeys.ed25519(i).publicKey().thumbprint())
                .toList();
        Mapping mapping =
                new Mapping(CSI, DP, Mapping.MAX_SEQUENCE, DAY, entries(Mapping.MAX_MSPS), sealed, superseded);

        assertThat(mapping.sign(KEY, "a".repeat(CsiAttestation.MAX_CHARS))).hasSizeLessThanOrEqualTo(Mapping.MAX_CHARS);
    }

    @Test
    void parse_sealed_isNoneOrEightSlots() {
        SealedEntries sealed = SealedEntries.seal(DP, CSI, KEY.publicKey(), List.of());
        Mapping mapping = new Mapping(CSI, DP, 1, DAY, entries(1), sealed, List.of());
        assertThat(Claims.mapping(Claims.encode(mapping))).isEqualTo(mapping);
        assertThat(Claims.mapping(Claims.encode(mapping(1, List.of()))).sealed())
                .isEqualTo(SealedEntries.NONE);

        String slot = sealed.slots().get(0).toBase64Url();
        for (List<String> slots : List.of(
                List.<String>of(),
                List.of(slot),
                Collections.nCopies(9, slot),
                Collections.nCopies(8, ""),
                Collections.nCopies(8, slot + "="),
                Collections.nCopies(8, slot.substring(4)),
                Collections.nCopies(8, slot + "AAAA"))) {
            JsonWriter claims = new JsonWriter()
                    .put("sub", CSI.uri())
                    .put("aud", DP.name())
                    .put("seq", 1)
                    .putObjects("msps", List.of())
                    .putStrings("sealed", slots);
            Bytes payload = DAY.putInto(claims).toBytes();
            assertThatThrownBy(() -> Claims.mapping(payload))
                    .isInstanceOfSatisfying(
                            MalformedMessage.class, e -> assertThat(e.field()).startsWith("sealed"));
        }
    }

    @Test
    void records_neverPrintTheIdentifier() {
        assertThat(mapping(0, List.of()).toString()).doesNotContain("415").contains("SealedEntries[0]");
        assertThat(new CsiAttestation("a", CSI, KEY.publicKey(), DAY).toString())
                .doesNotContain("415");
    }

    @Test
    void attestation_ofLongestNames_fits() {
        Csi longest = new Csi("mailto:" + "%2F".repeat(64) + "@" + "a.".repeat(94) + "b");
        assertThat(longest.uri()).hasSize(Csi.MAX_CHARS);
        JoseSigningKey es256 = JoseSigningKey.generate(JoseAlgorithm.ES256);
        assertThat(new CsiAttestation("i".repeat(Csip.MAX_ISSUER_CHARS), longest, es256.publicKey(), DAY).sign(es256))
                .hasSizeLessThanOrEqualTo(CsiAttestation.MAX_CHARS);
    }

    private static Mapping mapping(long sequence, List<Mapping.Entry> msps) {
        return new Mapping(CSI, DP, sequence, DAY, msps);
    }

    private static List<Mapping.Entry> entries(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new Mapping.Entry(new MspUri("mimi://msp" + i + ".example"), List.of("Business")))
                .toList();
    }
}
