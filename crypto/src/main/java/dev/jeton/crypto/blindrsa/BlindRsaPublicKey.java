package dev.jeton.crypto.blindrsa;

import dev.jeton.crypto.engine.Engine;
import dev.jeton.crypto.engine.RsaPublicOperation;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.params.ParametersWithRandom;
import org.bouncycastle.crypto.params.RSAKeyParameters;
import org.bouncycastle.crypto.signers.PSSSigner;
import org.bouncycastle.util.BigIntegers;

/**
 * An RSA public key that checks RSASSA-PSS signatures with SHA-384 (RFC 8017, Section 8.1.2). Safe for concurrent use.
 */
public final class BlindRsaPublicKey {
    /** Longer keys would make every check slow at the whim of whoever published the key. */
    private static final int MAX_MODULUS_BITS = 4096;

    private static final int MIN_MODULUS_BITS = 2048;

    private final RSAKeyParameters parameters;
    private final int modulusBytes;
    private final byte[] modulus;
    private final RsaPublicOperation publicOperation;
    private final Modulus arithmetic;

    /**
     * @throws MalformedMessage unless the modulus has 2048 to 4096 bits and no small factor, and the exponent is odd,
     *     more than 2^16 and less than 2^32 (which keeps the public operation cheap)
     */
    public BlindRsaPublicKey(BigInteger modulus, BigInteger exponent) {
        if (modulus.bitLength() < MIN_MODULUS_BITS || modulus.bitLength() > MAX_MODULUS_BITS) {
            throw MalformedMessage.of("modulus", "expected 2048 to 4096 bits, got " + modulus.bitLength());
        }
        if (exponent.bitLength() < 17 || exponent.bitLength() > 32 || !exponent.testBit(0)) {
            throw MalformedMessage.of("publicExponent", "expected an odd number of 17 to 32 bits");
        }
        try {
            this.parameters = new RSAKeyParameters(false, modulus, exponent);
        } catch (IllegalArgumentException e) {
            throw MalformedMessage.of("modulus", "not the product of two large primes");
        }
        this.modulusBytes = (modulus.bitLength() + 7) / 8;
        this.modulus = BigIntegers.asUnsignedByteArray(modulus);
        this.publicOperation = Engine.active().rsaPublic(modulus, exponent);
        this.arithmetic = new Modulus(modulus);
    }

    public BigInteger modulus() {
        return parameters.getModulus();
    }

    public BigInteger exponent() {
        return parameters.getExponent();
    }

    /** {@code modulus_len} of RFC 9474: the size of a blinded message and of a signature. */
    public int modulusBytes() {
        return modulusBytes;
    }

    /** Whether {@code signature} is one over {@code preparedMessage}, with the variant's own salt length and no other. */
    public boolean verify(BlindRsaVariant variant, Bytes preparedMessage, Bytes signature) {
        if (!isBelowModulus(signature)) {
            return false;
        }
        PSSSigner verifier = new PSSSigner(
                new RawBlock(modulusBytes, this::withoutLeadingZeros), new JdkSha384(), variant.saltBytes());
        verifier.init(false, parameters);
        update(verifier, preparedMessage);
        return verifier.verifySignature(signature.toArray());
    }

    /** EMSA-PSS-ENCODE (RFC 8017, Section 9.1.1) with {@code emBits = modulus bits - 1}, as an integer below n. */
    BigInteger encode(Bytes preparedMessage, byte[] salt) {
        // The identity in place of RSA: the signer hands out the encoded message, which is what blinding starts from.
        PSSSigner encoder = new PSSSigner(
                new RawBlock(modulusBytes, UnaryOperator.identity()), new JdkSha384(), new JdkSha384(), salt);
        encoder.init(true, new ParametersWithRandom(parameters));
        update(encoder, preparedMessage);
        try {
            return new BigInteger(1, encoder.generateSignature());
        } catch (CryptoException e) {
            throw new IllegalStateException("EMSA-PSS-ENCODE failed for a key of " + modulusBytes + " bytes", e);
        }
    }

    Modulus arithmetic() {
        return arithmetic;
    }

    /** {@code RSAVP1}: the raw public operation (RFC 8017, Section 5.2.2) on a value below the modulus. */
    Bytes raise(Bytes value) {
        return Bytes.of(publicOperation.apply(value.toArray()));
    }

    /** Whether {@code value} has {@code modulus_len} bytes and is less than the modulus. */
    boolean isBelowModulus(Bytes value) {
        return value.size() == modulusBytes && Arrays.compareUnsigned(value.toArray(), modulus) < 0;
    }

    /** {@code I2OSP(value, modulus_len)}. */
    Bytes toBytes(BigInteger value) {
        return Bytes.of(BigIntegers.asUnsignedByteArray(modulusBytes, value));
    }

    static BigInteger toInteger(Bytes value) {
        return new BigInteger(1, value.toArray());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BlindRsaPublicKey that
                && modulus().equals(that.modulus())
                && exponent().equals(that.exponent());
    }

    @Override
    public int hashCode() {
        return modulus().hashCode();
    }

    /** An encoded message may be one byte shorter than the modulus; the signer refuses a longer one. */
    private byte[] withoutLeadingZeros(byte[] signature) {
        byte[] encoded = publicOperation.apply(signature);
        int zeros = 0;
        while (zeros < encoded.length && encoded[zeros] == 0) {
            zeros++;
        }
        return zeros == 0 ? encoded : Arrays.copyOfRange(encoded, zeros, encoded.length);
    }

    private static void update(PSSSigner signer, Bytes message) {
        signer.update(message.toArray(), 0, message.size());
    }
}
