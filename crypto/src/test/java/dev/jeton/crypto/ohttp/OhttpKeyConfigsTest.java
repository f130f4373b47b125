package dev.jeton.crypto.ohttp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.jeton.crypto.hpke.HpkeSuite;
import dev.jeton.crypto.wire.ByteWriter;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OhttpKeyConfigsTest {
    private final OhttpKeyConfig config = OhttpKeyPair.generate(7).config();
    private final String key = config.publicKey().encode().toHex();

    @Test
    void parse_encoded_givesAllInTheirOrder() {
        OhttpKeyConfigs configs = new OhttpKeyConfigs(List.of(
                config,
                OhttpKeyPair.generate(0).config(),
                OhttpKeyPair.generate(255).config()));

        assertThat(OhttpKeyConfigs.parse(configs.encode())).isEqualTo(configs);
        assertThat(OhttpKeyConfigs.parse(configs.encode()).first()).isEqualTo(config);
    }

    @Test
    void parse_keysAndSuitesOfOthers_arePassedOver() {
        // A KEM with a longer key; ours with AES-256-GCM alone; ours with two that are unknown and ChaCha20-Poly1305,
        // twice.
        Bytes collection = collection(
                "01" + "0010" + "04".repeat(65) + "0004" + "00010001",
                "02" + "0020" + key + "0004" + "00010002",
                "03" + "0020" + key + "0010" + "00020001" + "00010003" + "00010002" + "00010003");

        assertThat(OhttpKeyConfigs.parse(collection).configs())
                .containsExactly(
                        new OhttpKeyConfig(3, config.publicKey(), List.of(HpkeSuite.X25519_CHACHA20_POLY1305)));
    }

    @Test
    void parse_noneThatCanBeUsed_isRefused() {
        assertRefused(Bytes.EMPTY);
        assertRefused(collection("02" + "0020" + key + "0004" + "00010002"));
    }

    @Test
    void parse_oneMalformedKey_refusesTheOthersAsWell() {
        String good = config.encode().toHex();
        for (String bad : List.of(
                "",
                "08",
                "08" + "00",
                "08" + "0020" + key.substring(2),
                "08" + "0020" + key,
                "08" + "0020" + "00".repeat(32) + "0004" + "00010001", // a point of small order
                "08" + "0020" + key + "0000",
                "08" + "0020" + key + "0003" + "000100",
                "08" + "0020" + key + "0004" + "000100",
                "08" + "0020" + key + "0004" + "0001000100",
                "08" + "0020" + key + "0008" + "00010001")) {
            assertRefused(collection(good, bad));
        }
        assertRefused(Bytes.concat(collection(good), Bytes.of((byte) 0)));
        assertRefused(config.encode());
    }

    @Test
    void parse_oneIdForTwoKeys_isRefused() {
        assertRefused(collection(
                config.encode().toHex(),
                OhttpKeyPair.generate(7).config().encode().toHex()));
    }

    /** Of 47 bytes each, with their lengths. */
    @Test
    void parse_moreThanTheLargest_isRefused() {
        assertThat(OhttpKeyConfigs.parse(many(87)).configs()).hasSize(87);
        assertThatExceptionOfType(MalformedMessage.class)
                .isThrownBy(() -> OhttpKeyConfigs.parse(many(88)))
                .withMessage("key configurations: more than 4096 bytes");
    }

    private Bytes many(int count) {
        return collection(IntStream.range(0, count)
                .mapToObj(id -> new OhttpKeyConfig(id, config.publicKey(), config.suites()))
                .map(each -> each.encode().toHex())
                .toArray(String[]::new));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 256})
    void keyId_thatIsNoByte_isTheCallersMistake(int keyId) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new OhttpKeyConfig(keyId, config.publicKey(), config.suites()));
    }

    @Test
    void suites_noneOrOneTwice_areTheCallersMistake() {
        HpkeSuite suite = HpkeSuite.X25519_AES_128_GCM;
        for (List<HpkeSuite> suites : List.of(List.<HpkeSuite>of(), List.of(suite, suite))) {
            assertThatIllegalArgumentException().isThrownBy(() -> new OhttpKeyConfig(7, config.publicKey(), suites));
        }
    }

    private static void assertRefused(Bytes collection) {
        assertThatExceptionOfType(MalformedMessage.class).isThrownBy(() -> OhttpKeyConfigs.parse(collection));
    }

    private static Bytes collection(String... configs) {
        ByteWriter out = new ByteWriter();
        for (String hex : configs) {
            out.opaque16(Bytes.ofHex(hex));
        }
        return out.toBytes();
    }
}
