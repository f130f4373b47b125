package dev.jeton.service.http;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How requests' bodies are read. */
@ConfigMapping(prefix = "jeton.bodies")
interface BodyConfig {
    /** How long a body may take to arrive. A request that takes longer is refused, and its connection closed. */
    @WithDefault("PT10S")
    Duration timeout();

    /**
     * How much of all bodies may be in memory while they arrive: at least 1 MB. Beyond it requests are refused with {@code
     * saturated}; so however many senders are slow, memory is not what runs out.
     */
    @WithDefault("64M")
    MemorySize maxMemory();
}
