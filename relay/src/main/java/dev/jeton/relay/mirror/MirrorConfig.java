package dev.jeton.relay.mirror;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/** What is mirrored. */
@ConfigMapping(prefix = "jeton.relay.mirror")
interface MirrorConfig {
    /** The targets, by names for log and metrics: lower-case letters, digits and hyphens. None by default, 256 at most. */
    Map<String, Target> targets();

    /** The largest document, 1 kB to 16 MB; default 1 MB. One copy of each target is held in memory. */
    @WithDefault("1M")
    MemorySize maxSize();

    /** How long a target that failed is left alone, 1 s to 1 h; default 5 s. Meanwhile everybody gets the same refusal. */
    @WithDefault("5s")
    Duration retryEvery();

    /** One document. */
    interface Target {
        /** Its exact URL: https, a lower-case host, no user, no query, no fragment. Clients name it letter for letter. */
        URI url();

        /** Its media type: what is asked for, and the only one that is mirrored. Such as {@code application/ohttp-keys}. */
        String mediaType();

        /**
         * How long the target must let copies live ({@code max-age}), 1 s to 1 day; default one minute. Whoever may change a
         * document at each moment may also show each client another one, so what lives shorter is not mirrored.
         */
        @WithDefault("1m")
        Duration minValidity();
    }
}
