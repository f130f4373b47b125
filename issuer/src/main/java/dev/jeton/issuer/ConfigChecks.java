package dev.jeton.issuer;

import dev.jeton.crypto.token.GenericBatchTokenRequest;
import dev.jeton.service.gateway.GatewayTarget;
import dev.jeton.service.gateway.RequestSizes;
import dev.jeton.service.http.LargestBody;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.URI;

/** What follows from {@link IssuerConfig}, and where it makes no sense the end of the start. */
@Singleton
class ConfigChecks {
    private static final int MOST_IN_A_BATCH = 10_000;

    void check(@Observes StartupEvent event, IssuerConfig config) {
        requireBaseUrl(config.baseUrl());
        if (config.maxBatch() < 1 || config.maxBatch() > MOST_IN_A_BATCH) {
            throw new IllegalArgumentException("jeton.issuer.max-batch: expected 1 to " + MOST_IN_A_BATCH);
        }
    }

    /** Nothing that is read is as large as a sealed batch. */
    @Produces
    @Singleton
    static LargestBody largestBody(IssuerConfig config) {
        return new LargestBody(RequestSizes.largest(GenericBatchTokenRequest.encodedBytes(config.maxBatch())));
    }

    /** Whom sealed requests name. */
    @Produces
    @Singleton
    static GatewayTarget target(IssuerConfig config) {
        return new GatewayTarget(config.baseUrl().getAuthority());
    }

    static void requireBaseUrl(URI url) {
        String canonical = "https://" + url.getHost() + (url.getPort() == -1 ? "" : ":" + url.getPort());
        if (url.getHost() == null || url.getPort() == 443 || !url.toString().equals(canonical)) {
            throw new IllegalArgumentException(
                    "jeton.issuer.base-url: expected https://host, with :port unless it is 443, and nothing after it");
        }
    }
}
