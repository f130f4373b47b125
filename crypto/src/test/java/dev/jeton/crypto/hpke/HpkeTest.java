package dev.jeton.crypto.hpke;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.jeton.crypto.secret.SealingKey;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class HpkeTest {
    private static final Bytes INFO = Bytes.ofUtf8("info");
    private static final Bytes AAD = Bytes.ofUtf8("aad");
    private static final Bytes PLAIN = Bytes.ofUtf8("what is said");
    private static final HpkeSuite SUITE = HpkeSuite.X25519_AES_128_GCM;

    private final HpkeSecretKey key = HpkeSecretKey.generate();

    @ParameterizedTest
    @EnumSource
    void open_sealed_givesThePlainText(HpkeSuite suite) {
        for (Bytes plain : new Bytes[] {PLAIN, Bytes.EMPTY, Bytes.of(new byte[1000])}) {
            Bytes sealed = suite.seal(key.publicKey(), INFO, AAD, plain);
            assertThat(sealed.size()).isEqualTo(plain.size() + HpkeSuite.OVERHEAD_BYTES);
            assertThat(suite.open(key, INFO, AAD, sealed)).isEqualTo(plain);
        }
    }

    @ParameterizedTest
    @EnumSource
    void open_otherKeyInfoAadOrByte_isRefused(HpkeSuite suite) {
        Bytes sealed = suite.seal(key.publicKey(), INFO, AAD, PLAIN);

        assertRefused(() -> suite.open(HpkeSecretKey.generate(), INFO, AAD, sealed));
        assertRefused(() -> suite.open(key, Bytes.EMPTY, AAD, sealed));
        assertRefused(() -> suite.open(key, INFO, Bytes.EMPTY, sealed));
        assertRefused(() -> suite.open(key, AAD, INFO, sealed));
        for (int i = 0; i < sealed.size(); i++) {
            byte[] changed = sealed.toArray();
            changed[i] ^= 1;
            assertRefused(() -> suite.open(key, INFO, AAD, Bytes.of(changed)));
        }
    }

    @Test
    void open_otherSize_isRefused() {
        Bytes sealed = SUITE.seal(key.publicKey(), INFO, AAD, PLAIN);
        for (int size = 0; size < sealed.size(); size++) {
            Bytes cut = sealed.slice(0, size);
            assertRefused(() -> SUITE.open(key, INFO, AAD, cut));
        }
        assertRefused(() -> SUITE.open(key, INFO, AAD, Bytes.concat(sealed, Bytes.of((byte) 0))));
        HpkeRecipient recipient = SUITE.recipient(key, sealed.slice(0, HpkeSuite.ENC_BYTES), INFO);
        assertRefused(() -> recipient.open(AAD, Bytes.EMPTY));
    }

    @Test
    void seal_twice_looksUnrelated() {
        Bytes one = SUITE.seal(key.publicKey(), INFO, AAD, PLAIN);
        Bytes other = SUITE.seal(key.publicKey(), INFO, AAD, PLAIN);

        assertThat(one.slice(0, HpkeSuite.ENC_BYTES)).isNotEqualTo(other.slice(0, HpkeSuite.ENC_BYTES));
        assertThat(one.slice(HpkeSuite.ENC_BYTES, one.size()))
                .isNotEqualTo(other.slice(HpkeSuite.ENC_BYTES, other.size()));
    }

    @Test
    void open_outOfOrderOrAgain_isRefusedAndTheNextStillOpens() {
        HpkeSender sender = SUITE.sender(key.publicKey(), INFO);
        HpkeRecipient recipient = SUITE.recipient(key, sender.enc(), INFO);
        Bytes first = sender.seal(AAD, PLAIN);
        Bytes second = sender.seal(AAD, PLAIN);

        assertThat(second).isNotEqualTo(first);
        assertRefused(() -> recipient.open(AAD, second));
        assertThat(recipient.open(AAD, first)).isEqualTo(PLAIN);
        assertRefused(() -> recipient.open(AAD, first));
        assertThat(recipient.open(AAD, second)).isEqualTo(PLAIN);
    }

    @Test
    void export_isTheSameOnBothSidesAndForNobodyElse() {
        HpkeSender sender = SUITE.sender(key.publicKey(), INFO);
        Bytes exported = sender.export(AAD, 16);

        assertThat(SUITE.recipient(key, sender.enc(), INFO).export(AAD, 16)).isEqualTo(exported);
        assertThat(sender.export(INFO, 16)).isNotEqualTo(exported);
        assertThat(sender.export(AAD, 32).slice(0, 16)).isNotEqualTo(exported);
        assertThat(SUITE.recipient(key, sender.enc(), AAD).export(AAD, 16)).isNotEqualTo(exported);
        assertThat(SUITE.recipient(HpkeSecretKey.generate(), sender.enc(), INFO).export(AAD, 16))
                .isNotEqualTo(exported);
        for (int size : new int[] {-1, 0, 255 * 32 + 1}) {
            assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> sender.export(AAD, size));
        }
        assertThat(sender.export(AAD, 255 * 32).size()).isEqualTo(255 * 32);
    }

    /** Little-endian: 0, 1, p - 1, and the two points of order eight (RFC 7748, Section 6.1, wants the zeros refused). */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0000000000000000000000000000000000000000000000000000000000000000",
                "0100000000000000000000000000000000000000000000000000000000000000",
                "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
                "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157"
            })
    void smallOrder_whoseSharedSecretIsZero_isRefusedOnBothSides(String hex) {
        Bytes point = Bytes.ofHex(hex);
        assertThatExceptionOfType(MalformedMessage.class)
                .isThrownBy(() -> HpkePublicKey.parse("key", point))
                .withMessage("key: a point of small order");
        Bytes sealed = Bytes.concat(point, Bytes.of(new byte[32]));
        assertThatExceptionOfType(MalformedMessage.class)
                .isThrownBy(() -> SUITE.open(key, INFO, AAD, sealed))
                .withMessage("enc: a point of small order");
    }

    /** p + 9, the largest number of 255 bits, and a key with its unused bit set. */
    @Test
    void publicKey_otherSpellingOrSize_isRefused() {
        byte[] highBit = key.publicKey().encode().toArray();
        highBit[31] |= (byte) 0x80;
        for (Bytes spelling : new Bytes[] {
            Bytes.ofHex("f6" + "ff".repeat(30) + "7f"), Bytes.ofHex("ff".repeat(31) + "7f"), Bytes.of(highBit)
        }) {
            assertThatExceptionOfType(MalformedMessage.class)
                    .isThrownBy(() -> HpkePublicKey.parse("key", spelling))
                    .withMessageContaining("canonical");
        }
        for (int size : new int[] {0, 31, 33}) {
            assertRefused(() -> HpkePublicKey.parse("key", Bytes.of(new byte[size])));
        }
        HpkePublicKey.parse("key", Bytes.ofHex("eb" + "ff".repeat(30) + "7f"));
    }

    @Test
    void publicKey_isEqualByValue() {
        HpkePublicKey again = HpkePublicKey.parse("key", key.publicKey().encode());
        assertThat(again).isEqualTo(key.publicKey()).hasSameHashCodeAs(key.publicKey());
        assertThat(HpkeSecretKey.generate().publicKey()).isNotEqualTo(again);
    }

    @Test
    void secretKey_sealed_comesBackForItsContextAlone() {
        SealingKey sealingKey = SealingKey.generate();
        Bytes sealed = key.seal(sealingKey, INFO);

        HpkeSecretKey again = HpkeSecretKey.unseal(sealingKey, INFO, sealed);
        assertThat(SUITE.open(again, INFO, AAD, SUITE.seal(key.publicKey(), INFO, AAD, PLAIN)))
                .isEqualTo(PLAIN);
        assertRefused(() -> HpkeSecretKey.unseal(sealingKey, AAD, sealed));
        assertRefused(() -> HpkeSecretKey.unseal(SealingKey.generate(), INFO, sealed));
        Bytes tooShort = sealingKey.seal(INFO, Bytes.of(new byte[31]));
        assertRefused(() -> HpkeSecretKey.unseal(sealingKey, INFO, tooShort));
    }

    @Test
    void secretKey_otherSize_isTheCallersMistake() {
        for (int size : new int[] {0, 31, 33}) {
            assertThatExceptionOfType(IllegalArgumentException.class)
                    .isThrownBy(() -> HpkeSecretKey.of(new byte[size]));
        }
    }

    @Test
    void keys_printNothing() {
        assertThat(key).hasToString("HpkeSecretKey[redacted]");
        assertThat(key.publicKey()).hasToString("HpkePublicKey[X25519]");
    }

    private static void assertRefused(ThrowingCallable open) {
        assertThatExceptionOfType(MalformedMessage.class).isThrownBy(open);
    }
}
