package dev.jeton.lookup.mappings;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;

/** Whose mappings are stored here, and how much work may be spent on refusing others. */
@ConfigMapping(prefix = "jeton.lookup.mappings")
interface MappingsConfig {
    /**
     * File with the CSIPs whose attestations are believed, their keys or where they publish them, and what each may attest:
     * {@code {"csips": [...]}}, at most 1 MiB with 4 KiB for each {@code jwks-uri}. Published with all keys; followed while it
     * changes. A start with a bad one fails, a bad change is refused. No default.
     */
    Path csipTrustFile();

    /** Keys that CSIPs publish themselves ({@code jwks-uri}). */
    CsipKeys csipKeys();

    /** Threads that check signatures, a millisecond or two each; default 2. */
    @WithDefault("2")
    int verifierThreads();

    /** How many mappings may wait for a check; default 200. More are refused with 503 at once. */
    @WithDefault("200")
    int maxWaiting();

    /** When they are fetched. */
    interface CsipKeys {
        /**
         * How often each CSIP's keys are fetched, from 1 second up; the moment is chosen anew each time between half of it
         * and all of it. A key that a CSIP takes back is still believed for so long, and one that it adds is refused.
         */
        @WithDefault("PT5M")
        Duration refreshEvery();

        /**
         * How soon keys are fetched again after a failure, from 1 second up, not more than {@code refresh-every}. Failures
         * in a row double it.
         */
        @WithDefault("PT30S")
        Duration retryEvery();

        /**
         * How long keys are believed that could not be fetched again, counted from the last success; at least {@code
         * refresh-every}. Then what the CSIP attested is refused with {@code csip-keys-unavailable}.
         */
        @WithDefault("PT24H")
        Duration grace();
    }
}
