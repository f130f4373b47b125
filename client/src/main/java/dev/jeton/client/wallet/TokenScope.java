package dev.jeton.client.wallet;

import dev.jeton.client.http.HttpsOrigin;
import dev.jeton.crypto.token.TokenChallenge;

/** What a token is good for: questions to one discovery provider, paid with one issuer's signature. */
public record TokenScope(HttpsOrigin issuer, HttpsOrigin discoveryProvider) {
    /** The challenge of tokens for this scope: computed from names alone, never taken from a server's answer. */
    public TokenChallenge challenge() {
        return TokenChallenge.of(
                issuer.authority().name(), discoveryProvider.authority().name());
    }
}
