package dev.jeton.issuer.work;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.OptionalInt;

/** How much is calculated at once, and how much may wait. */
@ConfigMapping(prefix = "jeton.issuer.work")
interface WorkConfig {
    /** Threads that check attestations and sign. Default: one for each core. More of them only make everything wait. */
    OptionalInt threads();

    /**
     * How many tokens may be in work or wait for it; requests beyond are answered {@code saturated} at once. A token
     * takes one core about a millisecond, so the default bounds the wait to about a second on two cores. More than
     * {@code jeton.issuer.max-batch}.
     */
    @WithDefault("2000")
    int maxTokens();
}
