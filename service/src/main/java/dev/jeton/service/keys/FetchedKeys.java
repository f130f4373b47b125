package dev.jeton.service.keys;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/**
 * The keys that one publisher publishes, as far as they are known here, and when to ask for them again. Never waits. Safe
 * for concurrent use.
 */
public final class FetchedKeys<K> {
    /** Failures in a row double the pause; this many of them make it long enough for any configuration. */
    private static final int MAX_DOUBLINGS = 16;

    private final KeyTimes times;
    private final DoubleSupplier random;

    private KeyFreshness freshness = new KeyFreshness(Optional.empty(), Optional.empty());
    private Map<String, K> keys = Map.of();
    private Instant tried = Instant.MIN;
    private Instant due = Instant.MIN;
    private int failures;

    /** @param random 0 up to 1, evenly */
    FetchedKeys(KeyTimes times, DoubleSupplier random) {
        this.times = times;
        this.random = random;
    }

    /** Whether there are keys that may still be used. Who publishes none has said so. */
    synchronized boolean isUsable(Instant now) {
        return freshness
                .fetchedAt()
                .filter(fetchedAt -> now.isBefore(fetchedAt.plus(times.grace())))
                .isPresent();
    }

    /** The key of that name; if there is none, all are fetched again soon. */
    public synchronized Optional<K> find(String keyId) {
        Optional<K> key = Optional.ofNullable(keys.get(keyId));
        if (key.isEmpty() && tried.isAfter(Instant.MIN)) {
            Instant soon = tried.plus(times.retryEvery());
            due = soon.isBefore(due) ? soon : due;
        }
        return key;
    }

    synchronized boolean isDue(Instant now) {
        return !now.isBefore(due);
    }

    /** Takes over what the publisher has now, all of it: a key that is gone there is gone here. True after failures. */
    synchronized boolean fetched(Map<String, K> current, Instant now) {
        boolean again = failures > 0;
        keys = Collections.unmodifiableMap(new LinkedHashMap<>(current));
        freshness = new KeyFreshness(Optional.of(now), Optional.empty());
        failures = 0;
        next(now, between(times.refreshEvery()));
        return again;
    }

    /** Keeps what it has. True for the first failure in a row. */
    synchronized boolean failed(String problem, Instant now) {
        freshness = new KeyFreshness(freshness.fetchedAt(), Optional.of(problem));
        failures++;
        Duration pause = times.retryEvery().multipliedBy(1L << Math.min(failures - 1, MAX_DOUBLINGS));
        next(now, between(pause.compareTo(times.refreshEvery()) < 0 ? pause : times.refreshEvery()));
        return failures == 1;
    }

    /** All of them by {@code kid}, whether or not they may still be used. */
    public synchronized Map<String, K> all() {
        return keys;
    }

    public synchronized boolean isFailing() {
        return failures > 0;
    }

    public synchronized KeyFreshness freshness() {
        return freshness;
    }

    private void next(Instant now, Duration pause) {
        tried = now;
        due = now.plus(pause);
    }

    /** Between half of it and all of it: publishers that were met together do not stay together. */
    private Duration between(Duration most) {
        return most.minusMillis((long) (most.toMillis() * random.getAsDouble() / 2));
    }
}
