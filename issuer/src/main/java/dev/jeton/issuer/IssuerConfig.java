package dev.jeton.issuer;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;

/** Who this issuer is, and how much it reads at once. */
@ConfigMapping(prefix = "jeton.issuer")
public interface IssuerConfig {
    /**
     * The issuer's base URL as its clients know it, such as {@code https://issuer.example}: {@code https}, a host, a port
     * unless it is 443, and nothing after it. Attestations name it as {@code aud}, character for character.
     */
    URI baseUrl();

    /**
     * The most tokens that one request may ask for, 1 to 10,000. Larger bodies are refused before they are read to their
     * end; no tier's {@code maxBatch} may be above it.
     */
    @WithDefault("500")
    int maxBatch();
}
