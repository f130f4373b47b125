package dev.jeton.redeemer.embedded.keys;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How the issuers' directories are fetched. Which authorities may sign their certificates: the TLS registry's "issuers". */
@ConfigMapping(prefix = "jeton.redeemer.issuer-keys")
interface IssuerKeysConfig {
    /** Time between two fetches while all is well; default and most 5 min. */
    @WithDefault("5m")
    Duration refreshInterval();

    /** Least time between two fetches of one directory, whatever unknown keys arrive; default 10 s. */
    @WithDefault("10s")
    Duration refreshSpacing();

    /** How often what was redeemed is compared with what issuers say they have issued; default 1 min, at least 10 s. */
    @WithDefault("1m")
    Duration compareEvery();

    /** How long a fetch may take; default 5 s. */
    @WithDefault("5s")
    Duration timeout();
}
