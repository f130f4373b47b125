package dev.jeton.lookup.redemption;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** The Redis that remembers which tokens have been spent. */
@ConfigMapping(prefix = "jeton.lookup.ledger")
interface LedgerConfig {
    /** {@code rediss://host[:port]} (TLS 1.3), or {@code redis://} on a loopback or in a test. No credentials. No default. */
    URI uri();

    /** PEM file of the authorities that may sign Redis' certificate; default: those that the JVM trusts. */
    Optional<Path> trustCertificates();

    /** ACL user; default: Redis' default user. */
    Optional<String> username();

    /** File with the password, read again at each connect; default: none. */
    Optional<Path> passwordFile();

    /**
     * How long one spend may take; default 1 s. Longer and lookups pile up behind a slow Redis, shorter and they fail
     * with 503 for nothing.
     */
    @WithDefault("1s")
    Duration commandTimeout();

    /** How long opening a connection may take; default 2 s. */
    @WithDefault("2s")
    Duration connectTimeout();

    /** How many spends may wait for Redis at once; default 10000. More are refused with 503 at once. */
    @WithDefault("10000")
    int maxWaiting();

    /** How many tokens of one issuer key are expected here; default 1000000. A wrong plan costs memory only. */
    @WithDefault("1000000")
    long plannedTokensPerEpoch();

    /** How long the same question with the same token is answered again, in whole seconds; default 120 s, at most 1 h. */
    @WithDefault("120s")
    Duration retryWindow();
}
