package dev.jeton.lookup.atrest;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long PostgreSQL is waited for, and how much it keeps. Where it is: {@code quarkus.datasource.reactive.*}. */
@ConfigMapping(prefix = "jeton.lookup.store")
interface StoreConfig {
    /**
     * How long one read or write may take, the wait for a connection included; default 5 s. Then the request ends with 503.
     * Longer and requests pile up behind a database that hangs, shorter and they fail when it is merely busy.
     */
    @WithDefault("5s")
    Duration timeout();

    /** How many requests may wait for a connection; default 1000. More are refused with 503 at once. */
    @WithDefault("1000")
    int maxWaiting();

    /**
     * How many recipient keys may have a mapping of one identifier, 1 to 16; default 8. More are refused. So many rows are opened
     * for each question, of nobody where there are fewer: some 5 microseconds each.
     */
    @WithDefault("8")
    int maxMappingsPerCsi();
}
