package dev.jeton.issuer.keys;

import dev.jeton.crypto.secret.SealingKey;
import dev.jeton.crypto.wire.Bytes;
import java.security.SecureRandom;

/**
 * Turns what identifies a sender into what the quota store may hold, for one epoch: without this key, its entries can
 * neither be tried out against known pseudonyms nor be joined with another epoch's. Safe for concurrent use.
 */
public final class QuotaKey {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String PURPOSE = "issuer quota";

    private final Bytes key;
    private final SealingKey derived;

    private QuotaKey(Bytes key) {
        this.key = key;
        this.derived = SealingKey.of(key.toArray());
    }

    public static QuotaKey generate() {
        byte[] key = new byte[SealingKey.KEY_BYTES];
        RANDOM.nextBytes(key);
        return new QuotaKey(Bytes.of(key));
    }

    /** HMAC-SHA-256 of {@code data}: 32 bytes. */
    public Bytes mac(Bytes data) {
        return derived.mac(PURPOSE, data);
    }

    Bytes seal(SealingKey sealingKey, Bytes context) {
        return sealingKey.seal(context, key);
    }

    static QuotaKey unseal(SealingKey sealingKey, Bytes context, Bytes sealed) {
        return new QuotaKey(sealingKey.open(context, sealed));
    }

    @Override
    public String toString() {
        return "QuotaKey[redacted]";
    }
}
