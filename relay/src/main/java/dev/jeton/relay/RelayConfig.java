package dev.jeton.relay;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/** Who runs this relay, and where it forwards to. */
@ConfigMapping(prefix = "jeton.relay")
public interface RelayConfig {
    /**
     * Who runs this relay, for people and for clients, which refuse a relay whose operator runs the provider that they
     * ask: 1 to 128 printable characters. No default.
     */
    String operator();

    /**
     * The gateways, by the names they have in this relay's paths: 1 to 32 lower-case letters, digits and hyphens. One at
     * least, 64 at most. Nothing is forwarded to anywhere else.
     */
    Map<String, Gateway> gateways();

    /**
     * The largest sealed request, 1 kB to 1 MB; default 68 kB: clients pad to powers of two, and sealing adds to it. Larger ones are refused
     * with {@code body-too-large}.
     */
    @WithDefault("68K")
    MemorySize maxRequestSize();

    /**
     * The largest sealed answer, 1 kB to 4 MB; default 260 kB: what gateways pad to a power of two is 256 kB and what sealing
     * adds. A gateway that answers more has failed.
     */
    @WithDefault("260K")
    MemorySize maxAnswerSize();

    /** How long a request's body may take to arrive, more than zero; default 10 s. Then {@code body-too-slow}. */
    @WithDefault("10s")
    Duration bodyTimeout();

    /**
     * Requests that are arriving at once, of all clients, 1 to 100,000; default 1024. More are answered {@code saturated}.
     * Each may hold {@code max-request-size} in memory. {@code clients.max-arriving} is one address's share.
     */
    @WithDefault("1024")
    int maxArriving();

    /**
     * Requests that have arrived and are not answered yet, 1 to 10,000; default 256. More are answered {@code saturated}.
     * Each may hold the two sizes above in memory.
     */
    @WithDefault("256")
    int maxConcurrent();

    /** One gateway. */
    interface Gateway {
        /**
         * Its exact URL, such as {@code https://dp.example/.well-known/ohttp-gateway}: https, a lower-case host, no user, no
         * query, no fragment.
         */
        URI url();
    }
}
