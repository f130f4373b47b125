package dev.jeton.crypto.ohttp;

import dev.jeton.crypto.hpke.HpkeSecretKey;
import dev.jeton.crypto.hpke.HpkeSuite;
import dev.jeton.crypto.secret.SealingKey;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;
import java.util.List;

/**
 * A gateway's key and the id that requests name it by. It opens requests and is for nothing else. Safe for concurrent use.
 */
public final class OhttpKeyPair {
    private final OhttpKeyConfig config;
    private final HpkeSecretKey secretKey;

    /** {@code keyId} is 0 to 255. */
    public OhttpKeyPair(int keyId, HpkeSecretKey secretKey) {
        this.config = new OhttpKeyConfig(keyId, secretKey.publicKey(), List.of(HpkeSuite.values()));
        this.secretKey = secretKey;
    }

    /** A new key, for every suite that is spoken here. */
    public static OhttpKeyPair generate(int keyId) {
        return new OhttpKeyPair(keyId, HpkeSecretKey.generate());
    }

    /**
     * The key that {@link #seal} sealed for the same context, under {@code keyId}.
     *
     * @throws MalformedMessage if it was sealed by another key or for another context
     */
    public static OhttpKeyPair unseal(int keyId, SealingKey sealingKey, Bytes context, Bytes sealed) {
        return new OhttpKeyPair(keyId, HpkeSecretKey.unseal(sealingKey, context, sealed));
    }

    /** The secret key, sealed to rest; {@code context} says whose it is. */
    public Bytes seal(SealingKey sealingKey, Bytes context) {
        return secretKey.seal(sealingKey, context);
    }

    /** What clients need. */
    public OhttpKeyConfig config() {
        return config;
    }

    HpkeSecretKey secretKey() {
        return secretKey;
    }

    @Override
    public String toString() {
        return "OhttpKeyPair[" + config.keyId() + "]";
    }
}
