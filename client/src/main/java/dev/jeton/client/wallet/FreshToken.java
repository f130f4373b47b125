package dev.jeton.client.wallet;

import dev.jeton.crypto.query.OneTimeKey;
import dev.jeton.crypto.token.Token;
import java.time.Instant;

/**
 * A token that has just been issued, with the key that will sign its question.
 *
 * @param notAfter from when on it is worth nothing
 */
public record FreshToken(Token token, OneTimeKey key, Instant notAfter) {
    /** Refuses a token of another key with {@link IllegalArgumentException}. */
    public FreshToken {
        if (!token.nonce().equals(key.nonce())) {
            throw new IllegalArgumentException("the token's nonce is not the hash of this one-time key");
        }
    }

    @Override
    public String toString() {
        return "FreshToken[redacted]";
    }
}
