package dev.jeton.crypto.blindrsa;

import static dev.jeton.crypto.blindrsa.BlindRsaVariant.PSS_DETERMINISTIC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.jeton.crypto.secret.SealingKey;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;
import java.math.BigInteger;
import java.util.Arrays;
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
    void toString_tellsNothing() {
        assertThat(KEY).hasToString("BlindRsaSigningKey[redacted]");
        assertThat(Blinding.blind(PUBLIC, PSS_DETERMINISTIC, MESSAGE)).hasToString("Blinding[redacted]");
    }

    private static void assertRefused(BigInteger modulus, BigInteger exponent) {
        assertThatExceptionOfType(MalformedMessage.class).isThrownBy(() -> new BlindRsaPublicKey(modulus, exponent));
    }
}
