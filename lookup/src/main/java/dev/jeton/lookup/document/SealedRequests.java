package dev.jeton.lookup.document;

import dev.jeton.service.gateway.GatewayTarget;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Tells the gateway whom sealed requests name: this provider. */
class SealedRequests {
    @Produces
    @Singleton
    GatewayTarget target(Provider provider) {
        return new GatewayTarget(provider.authority().name());
    }
}
