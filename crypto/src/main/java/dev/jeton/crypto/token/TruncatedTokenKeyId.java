package dev.jeton.crypto.token;

/**
 * The last byte of a {@link TokenKeyId}: enough to choose among an issuer's few live keys, too little to mark a client.
 *
 * @param value 0 to 255
 */
public record TruncatedTokenKeyId(int value) {
    /** Refuses what is no byte with {@link IllegalArgumentException}: it comes from {@code uint8} readers only. */
    public TruncatedTokenKeyId {
        if (value < 0 || value > 0xff) {
            throw new IllegalArgumentException("truncated_token_key_id is one byte, not " + value);
        }
    }
}
