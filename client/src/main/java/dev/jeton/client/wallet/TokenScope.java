package dev.jeton.client.wallet;

import dev.jeton.client.http.HttpsOrigin;
import dev.jeton.crypto.token.TokenChallenge;
import dev.jeton.crypto.token.TokenType;

/**
 * What a token is good for: questions to one discovery provider, paid with one issuer's signature.
 *
 * @param tokenType the one that the provider's document names: it takes no other
 * @param generation the provider's {@code challenge-generation}, from the document that everybody gets, never from an answer
 *     to this sender: a number of one's own would be a cookie. 0 unless the provider has had to void its tokens
 */
public record TokenScope(HttpsOrigin issuer, HttpsOrigin discoveryProvider, TokenType tokenType, long generation) {
    /** @throws IllegalArgumentException if {@code generation} is negative */
    public TokenScope {
        if (generation < 0) {
            throw new IllegalArgumentException("a generation is not negative");
        }
    }

    /** A provider that has never had to void its tokens. */
    public TokenScope(HttpsOrigin issuer, HttpsOrigin discoveryProvider, TokenType tokenType) {
        this(issuer, discoveryProvider, tokenType, 0);
    }

    /** A provider that takes tokens of type 0x0002, as providers do unless they are one domain with their issuer. */
    public TokenScope(HttpsOrigin issuer, HttpsOrigin discoveryProvider) {
        this(issuer, discoveryProvider, TokenType.BLIND_RSA);
    }

    /** The challenge of tokens for this scope: computed from names alone, never taken from a server's answer. */
    public TokenChallenge challenge() {
        return TokenChallenge.of(
                tokenType,
                issuer.authority().name(),
                discoveryProvider.authority().name(),
                generation);
    }
}
