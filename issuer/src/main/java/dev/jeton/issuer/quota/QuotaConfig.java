package dev.jeton.issuer.quota;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** The policies and the store of the counters. */
@ConfigMapping(prefix = "jeton.issuer.quota")
interface QuotaConfig {
    /** Directory of {@code QuotaPolicy} documents. A provider without one gets nothing ({@code tier-unknown}). */
    Path directory();

    /** The Redis that counts. No other service needs it, and {@code lookup} must not have it. */
    Redis redis();

    /** How to reach Redis. */
    interface Redis {
        /** {@code redis://host[:port][/database]}, or {@code rediss://} for TLS 1.3; without credentials. */
        URI uri();

        /** PEM file of the authorities that may sign Redis' certificate; default: those of the JVM. */
        Optional<Path> trustCertificatesFile();

        /** ACL user; default: Redis' own default user. */
        Optional<String> username();

        /** File with the password, read again at each connect. */
        Optional<Path> passwordFile();

        /**
         * By how many charges (batches, not tokens) the counters may fall short of what is known and still be trusted
         * without an operator, and then up to so many batches are issued again, all to senders who had them. 0, the
         * default: by none, and an operator decides. Above 0, replicas that died count with their last report, and what
         * they charged in the second after it is tolerated as well. A provider's quota holds all the same.
         */
        @WithDefault("0")
        long toleratedLoss();

        /** How long a decision may take before the request is answered {@code quota-unavailable}. */
        @WithDefault("PT1S")
        Duration timeout();
    }
}
