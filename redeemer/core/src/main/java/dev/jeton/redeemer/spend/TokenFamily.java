package dev.jeton.redeemer.spend;

import dev.jeton.crypto.token.TokenKeyId;

/**
 * Tokens that are forgotten together: those that one key signed for one generation of a provider's challenge.
 *
 * @param generation 0, and one more each time that the provider has had to void the tokens it could not remember
 */
public record TokenFamily(TokenKeyId key, long generation) {
    /** @throws IllegalArgumentException if the generation is negative */
    public TokenFamily {
        if (generation < 0) {
            throw new IllegalArgumentException("a generation is not negative");
        }
    }
}
