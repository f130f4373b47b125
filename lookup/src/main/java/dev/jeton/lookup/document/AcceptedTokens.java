package dev.jeton.lookup.document;

import dev.jeton.redeemer.embedded.Acceptance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Tells the redeemer which tokens are good here: those that the provider's document promises to take. */
class AcceptedTokens {
    @Produces
    @Singleton
    Acceptance acceptance(Provider provider) {
        return new Acceptance(
                provider.authority(),
                provider.tokenType(),
                provider.issuers().stream().map(issuer -> issuer.name()).toList());
    }
}
