package dev.jeton.client.wallet;

import dev.jeton.client.http.HttpsOrigin;
import dev.jeton.crypto.token.TokenChallenge;
import dev.jeton.crypto.token.TokenType;

/**
 * What a token is good for: questions to one discovery provider, paid with one issuer's signature.
 *
 * @param tokenType the one that the provider's document names: it takes no other
 */
public record TokenScope(HttpsOrigin issuer, HttpsOrigin discoveryProvider, TokenType tokenType) {
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
                0);
    }
}
