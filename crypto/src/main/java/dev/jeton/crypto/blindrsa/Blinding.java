package dev.jeton.crypto.blindrsa;

import static dev.jeton.crypto.blindrsa.BlindRsaPublicKey.toInteger;

import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One message on its way to a signer that must not see it: {@code Blind} and {@code Finalize} of RFC 9474, Sections 4.2
 * and 4.4. Holds the blinding factor, is good for one signature, and tells nothing of itself.
 */
public final class Blinding {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final BlindRsaPublicKey key;
    private final BlindRsaVariant variant;
    private final Bytes preparedMessage;
    private final BigInteger inverse;
    private final Bytes blindedMessage;
    private final AtomicBoolean finished = new AtomicBoolean();

    private Blinding(
            BlindRsaPublicKey key,
            BlindRsaVariant variant,
            Bytes preparedMessage,
            BigInteger inverse,
            Bytes blindedMessage) {
        this.key = key;
        this.variant = variant;
        this.preparedMessage = preparedMessage;
        this.inverse = inverse;
        this.blindedMessage = blindedMessage;
    }

    /** Blinds {@code preparedMessage} with a fresh factor and a fresh salt. */
    public static Blinding blind(BlindRsaPublicKey key, BlindRsaVariant variant, Bytes preparedMessage) {
        byte[] salt = new byte[variant.saltBytes()];
        RANDOM.nextBytes(salt);
        return blind(key, variant, preparedMessage, salt, randomFactor(key.modulus()));
    }

    /** The same with everything given, for the test vectors alone: a repeated factor links two messages. */
    static Blinding blind(
            BlindRsaPublicKey key, BlindRsaVariant variant, Bytes preparedMessage, byte[] salt, BigInteger factor) {
        BigInteger modulus = key.modulus();
        BigInteger encoded = key.encode(preparedMessage, salt);
        if (!encoded.gcd(modulus).equals(BigInteger.ONE)) {
            // RFC 9474, Section 4.2, step 4; whoever meets this has factored the modulus.
            throw MalformedMessage.of("message", "not invertible under this key");
        }
        BigInteger inverse = factor.modInverse(modulus);
        BigInteger blinded = encoded.multiply(key.encrypt(factor)).mod(modulus);
        return new Blinding(key, variant, preparedMessage, inverse, key.toBytes(blinded));
    }

    /** What the signer gets to see: {@code modulus_len} bytes that say nothing of the message. */
    public Bytes blindedMessage() {
        return blindedMessage;
    }

    /**
     * The signature over the message, checked.
     *
     * @throws MalformedMessage if the signer answered something else than a signature by the expected key
     * @throws IllegalStateException if this blinding has been used
     */
    public Bytes finish(Bytes blindSignature) {
        if (!finished.compareAndSet(false, true)) {
            throw new IllegalStateException("a blinding is good for one signature");
        }
        MalformedMessage.requireSize("blind_sig", blindSignature, key.modulusBytes());
        BigInteger unblinded = toInteger(blindSignature).multiply(inverse).mod(key.modulus());
        Bytes signature = key.toBytes(unblinded);
        if (!key.verify(variant, preparedMessage, signature)) {
            throw MalformedMessage.of("blind_sig", "not a signature by the expected key");
        }
        return signature;
    }

    @Override
    public String toString() {
        return "Blinding[redacted]";
    }

    /** Uniform over the invertible numbers below {@code modulus}, by rejection (RFC 9474, Section 4.2, steps 5 and 6). */
    private static BigInteger randomFactor(BigInteger modulus) {
        while (true) {
            BigInteger candidate = new BigInteger(modulus.bitLength(), RANDOM);
            if (candidate.signum() > 0
                    && candidate.compareTo(modulus) < 0
                    && candidate.gcd(modulus).equals(BigInteger.ONE)) {
                return candidate;
            }
        }
    }
}
