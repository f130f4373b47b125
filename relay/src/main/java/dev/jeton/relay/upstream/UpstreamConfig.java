package dev.jeton.relay.upstream;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How gateways and the mirror's targets are reached. */
@ConfigMapping(prefix = "jeton.relay.upstream")
interface UpstreamConfig {
    /** Connections to one host, for all clients together, 1 to 1,000; default 32. */
    @WithDefault("32")
    int connections();

    /** Requests that may wait for one of them, 0 to 10,000; default 256. More are answered {@code saturated}. */
    @WithDefault("256")
    int maxWaiting();

    /** How long TCP and how long TLS may take to come about; half of {@code timeout} at most; default 2 s. */
    @WithDefault("2s")
    Duration connectTimeout();

    /** How long all may take, from waiting for a connection to the answer's last byte, 1 minute at most; default 10 s. */
    @WithDefault("10s")
    Duration timeout();
}
