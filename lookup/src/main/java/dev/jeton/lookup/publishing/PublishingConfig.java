package dev.jeton.lookup.publishing;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How much may be published and removed. Publishing and removing are counted apart, each by the same numbers. */
@ConfigMapping(prefix = "jeton.lookup.publishing")
interface PublishingConfig {
    /**
     * How long is counted, from the first document on, 1 s to 1 day; default 1 h. In two windows that meet, twice as much
     * can come at once.
     */
    @WithDefault("1h")
    Duration window();

    /** How many different documents one attested key may send in a window, 1 to 1000; default 20. More get 429. */
    @WithDefault("20")
    int perKey();

    /**
     * How often one document of a key is let through in a window, 1 to 100; default 5. Only the first time is charged, so
     * that whoever has somebody's document cannot use her limit up.
     */
    @WithDefault("5")
    int perDocument();

    /**
     * How many documents may be sent in a window under one CSIP's attestations, and how many removals of the CSIP itself may
     * be held, 1 to 100 million each; default 100000. More get 429: a stolen key of a CSIP fills no database in a night.
     */
    @WithDefault("100000")
    int perCsip();

    /**
     * How many removals of a CSIP itself are carried out in a window, 0 to 100 million; default 1000. More wait for an
     * operator: with 0 all of them, with a great number none.
     */
    @WithDefault("1000")
    int csipRemovalsAtOnce();
}
