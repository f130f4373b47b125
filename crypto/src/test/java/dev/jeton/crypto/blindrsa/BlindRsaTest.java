package dev.jeton.crypto.blindrsa;

import static dev.jeton.crypto.blindrsa.BlindRsaVariant.PSS_DETERMINISTIC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.jeton.crypto.secret.SealingKey;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.bouncycastle.crypto.agreement.DHStandardGroups;
import org.bouncycastle.crypto.params.RSABlindSignatureParameters;
import org.bouncycastle.crypto.params.RSAKeyParameters;
import org.bouncycastle.crypto.signers.RSABlindSignatureClient;
import org.junit.jupiter.api.Test;

class BlindRsaTest {
    private static final BlindRsaSigningKey KEY = BlindRsaSigningKey.generate();
    private static final BlindRsaPublicKey PUBLIC = KEY.publicKey();
    private static final Bytes MESSAGE = Bytes.ofUtf8("a message that the signer never sees");

    @Test
    void blindSign_ofABlinding_givesAnOrdinarySignature() {
        Blinding blinding = Blinding.blind(PUBLIC, PSS_DETERMINISTIC, MESSAGE);
        Bytes signature = blinding.finish(KEY.blindSign(blinding.blindedMessage()));
        assertThat(PUBLIC.verify(PSS_DETERMINISTIC, MESSAGE, signature)).isTrue();
        assertThat(PUBLIC.verify(PSS_DETERMINISTIC, Bytes.ofUtf8("another"), signature))
                .isFalse();
    }

    @Test
    void blind_sameMessageTwice_looksUnrelated() {
        assertThat(Blinding.blind(PUBLIC, PSS_DETERMINISTIC, MESSAGE).blindedMessage())
                .isNotEqualTo(Blinding.blind(PUBLIC, PSS_DETERMINISTIC, MESSAGE).blindedMessage());
    }

    /** One inversion for all, and nothing else in common. */
    @Test
    void blindAll_finishedInAnyOrder_givesASignatureForEach() {
        List<Bytes> messages = List.of(MESSAGE, Bytes.EMPTY, MESSAGE);
        List<Blinding> blindings = Blinding.blindAll(PUBLIC, PSS_DETERMINISTIC, messages);
        assertThat(blindings.stream().map(Blinding::blindedMessage)).doesNotHaveDuplicates();
        for (int i : new int[] {2, 0, 1}) {
            Bytes signature =
                    blindings.get(i).finish(KEY.blindSign(blindings.get(i).blindedMessage()));
            assertThat(PUBLIC.verify(PSS_DETERMINISTIC, messages.get(i), signature))
                    .isTrue();
        }
    }

    @Test
    void blindAll_nothing_isRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Blinding.blindAll(PUBLIC, PSS_DETERMINISTIC, List.of()));
    }

    @Test
    void finish_anothersSignature_isRefused() {
        List<Blinding> blindings = Blinding.blindAll(PUBLIC, PSS_DETERMINISTIC, List.of(MESSAGE, MESSAGE));
        Bytes first = KEY.blindSign(blindings.get(0).blindedMessage());
        assertThatExceptionOfType(MalformedMessage.class)
                .isThrownBy(() -> blindings.get(1).finish(first));
    }

    @Test
    void finish_notBelowTheModulus_isRefused() {
        Blinding blinding = Blinding.blind(PUBLIC, PSS_DETERMINISTIC, MESSAGE);
        assertThatExceptionOfType(MalformedMessage.class)
                .isThrownBy(() -> blinding.finish(PUBLIC.toBytes(PUBLIC.modulus())));
    }

    /** An encoded message is a byte shorter than a modulus of 8 k + 1 bits (RFC 8017, Section 8.1.1). */
    @Test
    void blindSign_modulusOfAnOddSize_works() {
        BlindRsaSigningKey key = BlindRsaSigningKey.of(
                BigInteger.TWO.pow(521).subtract(BigInteger.ONE), DHStandardGroups.rfc3526_1536.getP());
        assertThat(key.publicKey().modulus().bitLength()).isEqualTo(2057);
        Blinding blinding = Blinding.blind(key.publicKey(), PSS_DETERMINISTIC, MESSAGE);
        Bytes signature = blinding.finish(key.blindSign(blinding.blindedMessage()));
        assertThat(key.publicKey().verify(PSS_DETERMINISTIC, MESSAGE, signature))
                .isTrue();
    }

    /** Ciphers are kept and used again: never by two threads at once. */
    @Test
    void blindSign_inParallel_isRight() {
        List<Blinding> blindings = Blinding.blindAll(PUBLIC, PSS_DETERMINISTIC, Collections.nCopies(64, MESSAGE));
        assertThat(blindings.parallelStream()
                        .map(blinding -> blinding.finish(KEY.blindSign(blinding.blindedMessage()))))
                .hasSize(64);
    }

    @Test
    void blindSign_sameMessageTwice_givesTheSameSignature() {
        Bytes blinded = Blinding.blind(PUBLIC, PSS_DETERMINISTIC, MESSAGE).blindedMessage();
        assertThat(KEY.blindSign(blinded)).isEqualTo(KEY.blindSign(blinded));
    }

    /** Bouncy Castle's own client is written apart from ours: each checks the other. */
    @Test
    void blindSign_forBouncyCastlesClient_isAccepted() throws Exception {
        RSABlindSignatureClient client = new RSABlindSignatureClient(
                RSABlindSignatureParameters.RSABSSA_SHA384_PSS_DETERMINISTIC,
                new RSAKeyParameters(false, PUBLIC.modulus(), PUBLIC.exponent()));
        RSABlindSignatureClient.Blinded blinded = client.blind(MESSAGE.toArray());
        byte[] signature = client.finalize(
                blinded, KEY.blindSign(Bytes.of(blinded.getBlindedMessage())).toArray());
        assertThat(PUBLIC.verify(PSS_DETERMINISTIC, MESSAGE, Bytes.of(signature)))
                .isTrue();
    }

    @Test
    void finish_byAnotherKey_isRefused() {
        Blinding blinding = Blinding.blind(PUBLIC, PSS_DETERMINISTIC, MESSAGE);
        Bytes wrong = Bytes.of(new byte[256]);
        assertThatExceptionOfType(MalformedMessage.class).isThrownBy(() -> blinding.finish(wrong));
    }

    @Test
    void finish_twice_isRefused() {
        Blinding blinding = Blinding.blind(PUBLIC, PSS_DETERMINISTIC, MESSAGE);
        Bytes signed = KEY.blindSign(blinding.blindedMessage());
        blinding.finish(signed);
        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> blinding.finish(signed));
    }

    @Test
    void blindSign_messageNotBelowTheModulus_isRefused() {
        byte[] tooLarge = new byte[256];
        Arrays.fill(tooLarge, (byte) 0xff);
        assertThatExceptionOfType(MalformedMessage.class).isThrownBy(() -> KEY.blindSign(Bytes.of(tooLarge)));
        assertThatExceptionOfType(MalformedMessage.class)
                .isThrownBy(() -> KEY.blindSign(PUBLIC.toBytes(PUBLIC.modulus())));
    }

    @Test
    void blindSign_wrongSize_isRefused() {
        assertThatExceptionOfType(MalformedMessage.class).isThrownBy(() -> KEY.blindSign(Bytes.of(new byte[255])));
        assertThatExceptionOfType(MalformedMessage.class).isThrownBy(() -> KEY.blindSign(Bytes.of(new byte[257])));
    }

    @Test
    void verify_anyFlippedByte_isRefused() {
        Blinding blinding = Blinding.blind(PUBLIC, PSS_DETERMINISTIC, MESSAGE);
        byte[] signature =
                blinding.finish(KEY.blindSign(blinding.blindedMessage())).toArray();
        for (int i = 0; i < signature.length; i++) {
            signature[i] ^= 1;
            assertThat(PUBLIC.verify(PSS_DETERMINISTIC, MESSAGE, Bytes.of(signature)))
                    .isFalse();
            signature[i] ^= 1;
        }
    }

    /** The same number plus the modulus: a second spelling of one signature. */
    @Test
    void verify_signatureNotBelowTheModulus_isRefused() {
        while (true) {
            Blinding blinding = Blinding.blind(PUBLIC, PSS_DETERMINISTIC, MESSAGE);
            Bytes signature = blinding.finish(KEY.blindSign(blinding.blindedMessage()));
            BigInteger second = BlindRsaPublicKey.toInteger(signature).add(PUBLIC.modulus());
            if (second.bitLength() <= 2048) {
                assertThat(PUBLIC.verify(PSS_DETERMINISTIC, MESSAGE, PUBLIC.toBytes(second)))
                        .isFalse();
                return;
            }
        }
    }

    @Test
    void publicKey_ofAnUnusableSize_isRefused() {
        BigInteger e = BigInteger.valueOf(65537);
        assertRefused(BigInteger.ONE.shiftLeft(1023).setBit(0), e);
        assertRefused(BigInteger.ONE.shiftLeft(4097).setBit(0), e);
        assertRefused(PUBLIC.modulus(), BigInteger.valueOf(3));
        assertRefused(PUBLIC.modulus(), BigInteger.valueOf(65536));
        assertRefused(PUBLIC.modulus(), BigInteger.ONE.shiftLeft(40).setBit(0));
        assertRefused(PUBLIC.modulus().clearBit(0), e);
    }

    @Test
    void seal_opensForItsContextOnly() {
        SealingKey sealing = SealingKey.generate();
        Bytes context = Bytes.ofUtf8("row 1");
        Bytes sealed = KEY.seal(sealing, context);
        assertThat(BlindRsaSigningKey.unseal(sealing, context, sealed).publicKey())
                .isEqualTo(PUBLIC);
        assertThatExceptionOfType(MalformedMessage.class)
                .isThrownBy(() -> BlindRsaSigningKey.unseal(sealing, Bytes.ofUtf8("row 2"), sealed));
        assertThatExceptionOfType(MalformedMessage.class)
                .isThrownBy(() -> BlindRsaSigningKey.unseal(SealingKey.generate(), context, sealed));
    }

    @Test
    void unseal_trailingByte_isRefused() {
        SealingKey sealing = SealingKey.generate();
        Bytes row = Bytes.ofUtf8("row");
        Bytes plain = sealing.open(row, KEY.seal(sealing, row));
        Bytes longer = sealing.seal(row, Bytes.concat(plain, Bytes.of((byte) 0)));
        assertThatExceptionOfType(MalformedMessage.class)
                .isThrownBy(() -> BlindRsaSigningKey.unseal(sealing, row, longer));
    }

    /** Each blinding has a salt of its own, and so each signature. */
    @Test
    void finish_sameMessageTwice_givesTwoSignatures() {
        Blinding one = Blinding.blind(PUBLIC, PSS_DETERMINISTIC, MESSAGE);
        Blinding another = Blinding.blind(PUBLIC, PSS_DETERMINISTIC, MESSAGE);
        assertThat(another.finish(KEY.blindSign(another.blindedMessage())))
                .isNotEqualTo(one.finish(KEY.blindSign(one.blindedMessage())));
    }

    @Test
    void publicKey_isEqualInModulusAndExponent() {
        BlindRsaPublicKey same = new BlindRsaPublicKey(PUBLIC.modulus(), PUBLIC.exponent());
        assertThat(same).isEqualTo(PUBLIC).hasSameHashCodeAs(PUBLIC);
        // The largest exponent that there may be: 32 bits.
        BigInteger largest = BigInteger.ONE.shiftLeft(32).subtract(BigInteger.ONE);
        assertThat(new BlindRsaPublicKey(PUBLIC.modulus(), largest)).isNotEqualTo(PUBLIC);
        BlindRsaPublicKey other = BlindRsaSigningKey.generate().publicKey();
        assertThat(other).isNotEqualTo(PUBLIC).doesNotHaveSameHashCodeAs(PUBLIC);
    }

    /** RFC 9474, Section 4.1: 32 fresh bytes in front, or nothing at all. */
    @Test
    void prepare_randomizedVariants_putAFreshPrefixBeforeTheMessage() {
        SecureRandom random = new SecureRandom();
        for (BlindRsaVariant variant : List.of(BlindRsaVariant.PSS_RANDOMIZED, BlindRsaVariant.PSSZERO_RANDOMIZED)) {
            Bytes prepared = variant.prepare(MESSAGE, random);
            assertThat(prepared.size()).isEqualTo(BlindRsaVariant.PREFIX_BYTES + MESSAGE.size());
            assertThat(prepared.slice(BlindRsaVariant.PREFIX_BYTES, prepared.size()))
                    .isEqualTo(MESSAGE);
            assertThat(variant.prepare(MESSAGE, random)).isNotEqualTo(prepared);
        }
        assertThat(PSS_DETERMINISTIC.prepare(MESSAGE, random)).isEqualTo(MESSAGE);
        assertThat(BlindRsaVariant.PSSZERO_DETERMINISTIC.prepare(MESSAGE, random))
                .isEqualTo(MESSAGE);
    }

    @Test
    void toString_tellsNothing() {
        assertThat(KEY).hasToString("BlindRsaSigningKey[redacted]");
        assertThat(Blinding.blind(PUBLIC, PSS_DETERMINISTIC, MESSAGE)).hasToString("Blinding[redacted]");
    }

    private static void assertRefused(BigInteger modulus, BigInteger exponent) {
        assertThatExceptionOfType(MalformedMessage.class).isThrownBy(() -> new BlindRsaPublicKey(modulus, exponent));
    }
}
