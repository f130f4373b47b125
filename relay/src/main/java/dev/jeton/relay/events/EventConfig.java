package dev.jeton.relay.events;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The event log. */
@ConfigMapping(prefix = "jeton.relay.events")
interface EventConfig {
    /** How often counts are written to the log, one second to one day; default one minute. The shorter, the more they tell. */
    @WithDefault("1m")
    Duration every();
}
