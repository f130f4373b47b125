package dev.jeton.redeemer.service;

import dev.jeton.crypto.csi.Authority;
import dev.jeton.crypto.wire.MalformedMessage;
import dev.jeton.redeemer.embedded.Acceptance;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.URI;

/** Who this redeemer is and whose tokens it takes, checked at start. */
@Startup
@Singleton
public class Identity {
    private static final int MOST_TOKENS = 1000;

    private final String baseUrl;
    private final int maxTokens;
    private final Acceptance acceptance;

    Identity(ServiceConfig config) {
        if (config.maxTokens() < 1 || config.maxTokens() > MOST_TOKENS) {
            throw new IllegalArgumentException("jeton.redeemer.max-tokens: expected 1 to " + MOST_TOKENS);
        }
        this.baseUrl = requireBaseUrl(config.baseUrl());
        this.maxTokens = config.maxTokens();
        try {
            this.acceptance = new Acceptance(
                    Authority.parse("jeton.redeemer.authority", config.authority()),
                    config.tokenType(),
                    config.issuers().stream()
                            .map(name -> Authority.parse("jeton.redeemer.issuers", name))
                            .toList());
        } catch (MalformedMessage e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /** What JWTs for this service have as {@code aud}. */
    public String baseUrl() {
        return baseUrl;
    }

    /** The most tokens in one request. */
    public int maxTokens() {
        return maxTokens;
    }

    @Produces
    @Singleton
    Acceptance acceptance() {
        return acceptance;
    }

    static String requireBaseUrl(URI url) {
        String canonical = "https://" + url.getHost() + (url.getPort() == -1 ? "" : ":" + url.getPort());
        if (url.getHost() == null || url.getPort() == 443 || !url.toString().equals(canonical)) {
            throw new IllegalArgumentException(
                    "jeton.redeemer.base-url: expected https://host, with :port unless it is 443, and nothing after it");
        }
        return canonical;
    }
}
