package dev.jeton.crypto.token;

import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;

/** SHA-256 of a published {@code token-key}, exactly as it was published (RFC 9578, Sections 5.5 and 6.5). */
public record TokenKeyId(Bytes value) {
    public static final int BYTES = 32;

    /** Refuses a value that has not {@value #BYTES} bytes with {@link MalformedMessage}. */
    public TokenKeyId {
        MalformedMessage.requireSize("token_key_id", value, BYTES);
    }

    /** The last byte, by which a request names its key (RFC 9578, Section 6.1). */
    public TruncatedTokenKeyId truncated() {
        return new TruncatedTokenKeyId(value.at(BYTES - 1));
    }
}
