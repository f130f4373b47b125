package dev.jeton.crypto.blindrsa;

import static dev.jeton.crypto.blindrsa.BlindRsaPublicKey.toInteger;

import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
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

    /**
     * Blinds {@code preparedMessage} with a fresh factor and a fresh salt.
     *
     * @throws MalformedMessage if the key's modulus is not the product of two large primes
     */
    public static Blinding blind(BlindRsaPublicKey key, BlindRsaVariant variant, Bytes preparedMessage) {
        return blindAll(key, variant, List.of(preparedMessage)).get(0);
    }

    /**
     * Blinds each of {@code preparedMessages} with a factor and a salt of its own: the same as one by one, for about half the
     * time, since they share the one inversion. Each blinding is finished by itself.
     *
     * @param preparedMessages at least one
     * @throws MalformedMessage if the key's modulus is not the product of two large primes
     */
    public static List<Blinding> blindAll(
            BlindRsaPublicKey key, BlindRsaVariant variant, List<Bytes> preparedMessages) {
        List<byte[]> salts = new ArrayList<>(preparedMessages.size());
        List<BigInteger> factors = new ArrayList<>(preparedMessages.size());
        for (int i = 0; i < preparedMessages.size(); i++) {
            byte[] salt = new byte[variant.saltBytes()];
            RANDOM.nextBytes(salt);
            salts.add(salt);
            factors.add(randomFactor(key.modulus()));
        }
        return blindAll(key, variant, preparedMessages, salts, factors);
    }

    /** The same with everything given, for the test vectors alone: a repeated factor links two messages. */
    static List<Blinding> blindAll(
            BlindRsaPublicKey key,
            BlindRsaVariant variant,
            List<Bytes> preparedMessages,
            List<byte[]> salts,
            List<BigInteger> factors) {
        if (preparedMessages.isEmpty()) {
            throw new IllegalArgumentException("nothing to blind");
        }
        Modulus modulus = key.arithmetic();
        List<BigInteger> encoded = new ArrayList<>(preparedMessages.size());
        for (int i = 0; i < preparedMessages.size(); i++) {
            encoded.add(key.encode(preparedMessages.get(i), salts.get(i)));
        }
        List<BigInteger> inverses;
        try {
            // RFC 9474, Section 4.2, steps 4 and 6, for all at once.
            inverses = modulus.invertAll(factors, encoded);
        } catch (ArithmeticException e) {
            // It wants an error for such a message and another factor for such a factor. With two large primes
            // nobody ever sees either: it would factor the modulus. With a dishonest modulus both say the same.
            throw MalformedMessage.of("modulus", "not the product of two large primes");
        }
        List<Blinding> blindings = new ArrayList<>(preparedMessages.size());
        for (int i = 0; i < preparedMessages.size(); i++) {
            BigInteger raised = toInteger(key.raise(key.toBytes(factors.get(i))));
            Bytes blinded = key.toBytes(modulus.multiply(encoded.get(i), raised));
            blindings.add(new Blinding(key, variant, preparedMessages.get(i), inverses.get(i), blinded));
        }
        return List.copyOf(blindings);
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
        if (!key.isBelowModulus(blindSignature)) {
            throw MalformedMessage.of("blind_sig", "signature representative out of range");
        }
        BigInteger unblinded = key.arithmetic().multiply(toInteger(blindSignature), inverse);
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

    /** Uniform from 1 to {@code modulus} - 1, by rejection (RFC 9474, Section 4.2, step 5). */
    private static BigInteger randomFactor(BigInteger modulus) {
        while (true) {
            BigInteger candidate = new BigInteger(modulus.bitLength(), RANDOM);
            if (candidate.signum() > 0 && candidate.compareTo(modulus) < 0) {
                return candidate;
            }
        }
    }
}
