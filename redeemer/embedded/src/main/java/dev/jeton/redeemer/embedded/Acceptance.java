package dev.jeton.redeemer.embedded;

import dev.jeton.crypto.csi.Authority;
import dev.jeton.crypto.token.TokenType;
import java.util.List;

/**
 * Which tokens are good here. The service that embeds the redeemer has one such bean, made of its own settings.
 *
 * @param authority what challenges call this provider
 * @param tokenType of all tokens
 * @param issuers whose tokens are good; exactly one where only a secret key verifies
 */
public record Acceptance(Authority authority, TokenType tokenType, List<Authority> issuers) {
    /** @throws IllegalArgumentException unless there is an issuer, or only one with secret keys */
    public Acceptance {
        issuers = List.copyOf(issuers);
        if (issuers.isEmpty() || (!tokenType.isPubliclyVerifiable() && issuers.size() != 1)) {
            throw new IllegalArgumentException(
                    "issuers: at least one, and exactly one for tokens that only a secret key verifies");
        }
    }
}
