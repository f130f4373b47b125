package dev.jeton.redeemer.service;

import dev.jeton.crypto.token.TokenType;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.util.List;

/** Which tokens this service redeems, and how it is called. */
@ConfigMapping(prefix = "jeton.redeemer")
public interface ServiceConfig {
    /**
     * The name that the tokens' challenges give to whom they are spent at (one host in lower case, and {@code :port} unless
     * 443): an MSP's or a discovery provider's, not this service's. No default. Tokens are worthless when it changes.
     */
    String authority();

    /** Authorities of the issuers whose tokens are good here, one or more. No default. */
    List<String> issuers();

    /**
     * The one type of the tokens that are good here: {@code blind-rsa} (0x0002, the default), which anybody can verify, or
     * {@code voprf} (0x0001), which only the secret keys in {@code jeton.redeemer.voprf} verify, of exactly one issuer.
     */
    @WithDefault("blind-rsa")
    TokenType tokenType();

    /**
     * This service's base URL as its callers know it, such as {@code https://redeemer.example}: {@code https}, a host, a port
     * unless it is 443, and nothing after it. Callers' and operators' JWTs name it as {@code aud}, character for character.
     * No default.
     */
    URI baseUrl();

    /**
     * The most tokens in one request, 1 to 1,000; default 100. Larger requests are refused as a whole. A token of type 0x0002
     * takes 15 to 33 microseconds to verify, on the event loop: with 1,000 of them others wait for so many milliseconds.
     */
    @WithDefault("100")
    int maxTokens();
}
