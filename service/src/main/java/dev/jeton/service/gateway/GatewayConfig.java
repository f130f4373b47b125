package dev.jeton.service.gateway;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** The gateway of this service. Without a key directory there is none. */
@ConfigMapping(prefix = "jeton.gateway")
interface GatewayConfig {
    /**
     * Directory of the gateway's key files ({@code jeton ohttp-keys create}), the same for all replicas. Set together with
     * {@code sealing-key-file}, or not at all. No default: then there is no gateway.
     */
    Optional<Path> keyDirectory();

    /** File with the key that they are sealed under: 32 raw bytes, or their base64 in one line. No default. */
    Optional<Path> sealingKeyFile();

    /** How often the directory is read again, 1 second to 1 hour; default 30 s. A key is to lie there so long before it begins. */
    @WithDefault("30s")
    Duration refreshEvery();

    /**
     * How long caches may keep the key configuration, 1 minute to 1 day; default 1 hour. Less when another key is to be offered
     * sooner. A key has to overlap with the next one by so much, and by what clients keep it longer.
     */
    @WithDefault("1h")
    Duration keysMaxAge();

    /**
     * How far the date in a request may be from the time here, either way, 10 seconds to 10 minutes; default 2 minutes. Requests
     * are remembered for a little more than twice as long, in about 100 bytes of Redis each.
     */
    @WithDefault("2m")
    Duration dateWindow();

    /**
     * How many requests this process may have remembered at once, 1,000 to 100 million; default 1 million, about 100 MB of
     * Redis: 500,000 requests at once, and some 1,700 a second that go on. More are answered {@code saturated}: who has no token
     * can have them remembered, too.
     */
    @WithDefault("1000000")
    int maxRemembered();

    /**
     * Answers are padded to this size, 1 kB to 128 kB, or to the next double of it that they fit in; default 16 kB. The relay sees
     * the size of what it carries: whatever is usual should fit in the smallest.
     */
    @WithDefault("16K")
    MemorySize answerSize();

    /**
     * When answers leave: so long after the last byte of their request, or at the next multiple of it if that is too soon; 1 ms to
     * 10 s, or 0, the default: as soon as they are ready. With 0 the time tells something of the answer. Choose what 999 of 1000
     * answers are ready in under load, 100 ms where nothing was measured.
     */
    @WithDefault("0s")
    Duration answerAfter();

    /**
     * How many answers may wait for that, at least 1; default 4096. More requests are refused with {@code saturated} at once. Each
     * takes {@code answer-size} of memory.
     */
    @WithDefault("4096")
    int maxWaiting();
}
