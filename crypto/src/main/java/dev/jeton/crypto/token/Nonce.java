package dev.jeton.crypto.token;

import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;

/**
 * What makes a token unique: 32 bytes that its client chose before blinding. Ours are the SHA-256 of a one-time public
 * key (see {@link dev.jeton.crypto.query.OneTimeKey}), those of other clients random.
 */
public record Nonce(Bytes value) {
    public static final int BYTES = 32;

    /** Refuses a value that has not {@value #BYTES} bytes with {@link MalformedMessage}. */
    public Nonce {
        MalformedMessage.requireSize("nonce", value, BYTES);
    }
}
