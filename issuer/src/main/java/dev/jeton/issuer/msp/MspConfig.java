package dev.jeton.issuer.msp;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;

/** Which providers may ask. */
@ConfigMapping(prefix = "jeton.issuer.msp")
interface MspConfig {
    /** Directory of {@code MessagingServiceProvider} documents, at most 10,000. An empty one makes every request fail. */
    Path directory();

    /** Keys that providers publish themselves ({@code keysUrl}). */
    Keys keys();

    /**
     * How often operators' suspensions are read again from PostgreSQL, from 1 second up: how long one replica may go on
     * admitting a provider that was suspended on another.
     */
    @WithDefault("PT2S")
    Duration suspensionsEvery();

    /** When keys are fetched. */
    interface Keys {
        /**
         * How often each provider's keys are fetched, from 1 second up; the moment is chosen anew each time between half of
         * it and all of it, so that providers spread. A key that a provider takes back is still accepted for so long.
         */
        @WithDefault("PT10M")
        Duration refreshEvery();

        /**
         * How soon keys are fetched again after a failure, and after a request that names an unknown key; from 1 second
         * up, not more than {@code refresh-every}. Failures in a row double it.
         */
        @WithDefault("PT30S")
        Duration retryEvery();

        /**
         * How long keys are used that could not be fetched again, counted from the last success; at least
         * {@code refresh-every}. Then the provider's requests are refused with {@code msp-keys-unavailable}.
         */
        @WithDefault("PT24H")
        Duration grace();
    }
}
