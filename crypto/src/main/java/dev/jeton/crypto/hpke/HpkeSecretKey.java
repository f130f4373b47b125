package dev.jeton.crypto.hpke;

import dev.jeton.crypto.secret.SealingKey;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;
import java.security.SecureRandom;
import java.util.Arrays;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.params.X25519PrivateKeyParameters;

/**
 * An X25519 secret key: it opens what was sealed to its public key, is never read out, and leaves only sealed. Safe for
 * concurrent use.
 */
public final class HpkeSecretKey {
    public static final int BYTES = 32;

    private static final SecureRandom RANDOM = new SecureRandom();

    private final X25519PrivateKeyParameters key;
    private final HpkePublicKey publicKey;
    private final AsymmetricCipherKeyPair pair;

    private HpkeSecretKey(X25519PrivateKeyParameters key) {
        this.key = key;
        this.publicKey = HpkePublicKey.of(key.generatePublicKey());
        this.pair = new AsymmetricCipherKeyPair(publicKey.parameters(), key);
    }

    public static HpkeSecretKey generate() {
        return new HpkeSecretKey(new X25519PrivateKeyParameters(RANDOM));
    }

    /** The key with these {@value #BYTES} bytes, whatever they are (RFC 7748, Section 5); the caller wipes its array. */
    public static HpkeSecretKey of(byte[] key) {
        if (key.length != BYTES) {
            throw new IllegalArgumentException("a secret key has " + BYTES + " bytes, not " + key.length);
        }
        return new HpkeSecretKey(new X25519PrivateKeyParameters(key));
    }

    public HpkePublicKey publicKey() {
        return publicKey;
    }

    /** This key, sealed to rest; {@code context} says whose it is. */
    public Bytes seal(SealingKey sealingKey, Bytes context) {
        byte[] encoded = key.getEncoded();
        try {
            return sealingKey.seal(context, Bytes.of(encoded));
        } finally {
            Arrays.fill(encoded, (byte) 0);
        }
    }

    /**
     * The key that {@link #seal} sealed for the same context.
     *
     * @throws MalformedMessage if it was sealed by another key or for another context
     */
    public static HpkeSecretKey unseal(SealingKey sealingKey, Bytes context, Bytes sealed) {
        Bytes encoded = MalformedMessage.requireSize("secret key", sealingKey.open(context, sealed), BYTES);
        return of(encoded.toArray());
    }

    AsymmetricCipherKeyPair pair() {
        return pair;
    }

    @Override
    public String toString() {
        return "HpkeSecretKey[redacted]";
    }
}
