package dev.jeton.lookup.document;

import dev.jeton.crypto.token.TokenType;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;

/** Who this discovery provider is: what its public document says. */
@ConfigMapping(prefix = "jeton.lookup")
interface ProviderConfig {
    /**
     * This provider's authority: one host in lower case, and {@code :port} unless 443. No default. Senders' tokens and
     * recipients' mappings name it, and become worthless when it changes.
     */
    String authority();

    /** Who runs this provider, for people and for clients that refuse a relay of the same operator. No default. */
    String operator();

    /** Authorities of the issuers whose tokens are good here, one or more. No default. */
    List<String> issuers();

    /**
     * The one type of the tokens that are good here: {@code blind-rsa} (0x0002, the default), which anybody can verify, or
     * {@code voprf} (0x0001), which only the issuer's secret keys verify. With the latter there is exactly one issuer, it is
     * one domain with this provider, and {@code jeton.redeemer.voprf} names its key files. A change makes the tokens in
     * senders' hands worthless here.
     */
    @WithDefault("blind-rsa")
    TokenType tokenType();

    /**
     * Whether lookups, publishing and removing may be asked for without Oblivious HTTP, which shows us the sender's address.
     * Default false: then there is nothing at their paths, and sealed requests alone get through. For development only.
     */
    @WithDefault("false")
    boolean directRequests();

    /** How long caches may keep the public document; default 5 minutes. 0 has it asked for each time. */
    @WithDefault("5m")
    Duration documentMaxAge();
}
