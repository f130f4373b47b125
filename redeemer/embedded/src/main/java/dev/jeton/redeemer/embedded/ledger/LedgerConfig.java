package dev.jeton.redeemer.embedded.ledger;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The Redis that remembers which tokens have been spent. */
@ConfigMapping(prefix = "jeton.redeemer.ledger")
interface LedgerConfig {
    /**
     * {@code rediss://host[:port]} (TLS 1.3), or {@code redis://} on a loopback or in a test. No credentials. With a Cluster
     * several, separated by commas: nodes to ask first for the others. No default.
     */
    List<URI> uri();

    /** Whether that is a Redis Cluster; default false. */
    @WithDefault("false")
    boolean cluster();

    /**
     * How many replicas must have a spend before it counts, 0 to 16; default 0. It does not decide whether a token can be
     * spent twice, but whether a promoted replica can be served without an operator: docs/operations/redeemer.md.
     */
    @WithDefault("0")
    int replicasAcknowledged();

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

    /**
     * Over how many parts the tokens of a key are spread, 1 to 64; default 1. With a Cluster some for each master. Holds from
     * the next key on.
     */
    @WithDefault("1")
    int shards();

    /**
     * How many of a shard's spends may be missing after a failover for it to be served all the same; default 0. Each is a
     * token that can be spent twice.
     */
    @WithDefault("0")
    long toleratedLoss();

    /** How many tokens of one issuer key are expected here; default 1000000. A wrong plan costs memory only. */
    @WithDefault("1000000")
    long plannedTokensPerEpoch();

    /** How long the same question with the same token is answered again, in whole seconds; default 120 s, at most 1 h. */
    @WithDefault("120s")
    Duration retryWindow();
}
