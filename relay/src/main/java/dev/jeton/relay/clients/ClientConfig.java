package dev.jeton.relay.clients;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What one address may ask for: all requests together, forwarded and mirrored. An IPv6 address counts as its /64. */
@ConfigMapping(prefix = "jeton.relay.clients")
interface ClientConfig {
    /** Requests a second that an address may go on sending, 1 to 100,000; default 20. Beyond it {@code too-many-requests}. */
    @WithDefault("20")
    int requestsPerSecond();

    /** How many an address may send at once after a rest, 1 to 100,000; default 200: many senders may share one address. */
    @WithDefault("200")
    int burst();

    /**
     * How many requests of one address may be arriving at once, 1 to 100,000; default 32: all that was sent of them takes
     * memory until the rest comes. Beyond it {@code too-many-requests}.
     */
    @WithDefault("32")
    int maxArriving();

    /**
     * How many addresses are remembered, 1 to 10,000,000; default 100,000, some 150 bytes each. Beyond it the one that has
     * been away longest is forgotten, and begins with a full burst.
     */
    @WithDefault("100000")
    int maxAddresses();
}
