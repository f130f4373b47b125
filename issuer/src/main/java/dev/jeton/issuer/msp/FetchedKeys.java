package dev.jeton.issuer.msp;

import dev.jeton.service.jwt.VerificationKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/**
 * The keys that one provider publishes, as far as they are known here, and when to ask for them again. Never waits. Safe
 * for concurrent use.
 */
final class FetchedKeys {
    /** Failures in a row double the pause; this many of them make it long enough for any configuration. */
    private static final int MAX_DOUBLINGS = 16;

    private final MspConfig.Keys config;
    private final DoubleSupplier random;

    private KeyFreshness freshness = new KeyFreshness(Optional.empty(), Optional.empty());
    private Map<String, VerificationKey> keys = Map.of();
    private Instant tried = Instant.MIN;
    private Instant due = Instant.MIN;
    private int failures;

    /** @param random 0 up to 1, evenly */
    FetchedKeys(MspConfig.Keys config, DoubleSupplier random) {
        this.config = config;
        this.random = random;
    }

    /** Whether there are keys that may still be used. A provider may well publish none: that is its word. */
    synchronized boolean isUsable(Instant now) {
        return freshness
                .fetchedAt()
                .filter(fetchedAt -> now.isBefore(fetchedAt.plus(config.grace())))
                .isPresent();
    }

    /** The key of that name; if there is none, all are fetched again soon. */
    synchronized Optional<VerificationKey> find(String keyId) {
        Optional<VerificationKey> key = Optional.ofNullable(keys.get(keyId));
        if (key.isEmpty() && tried.isAfter(Instant.MIN)) {
            Instant soon = tried.plus(config.retryEvery());
            due = soon.isBefore(due) ? soon : due;
        }
        return key;
    }

    synchronized boolean isDue(Instant now) {
        return !now.isBefore(due);
    }

    /** Takes over what the provider publishes now, all of it: a key that is gone there is gone here. True after failures. */
    synchronized boolean fetched(Map<String, VerificationKey> current, Instant now) {
        boolean again = failures > 0;
        keys = current;
        freshness = new KeyFreshness(Optional.of(now), Optional.empty());
        failures = 0;
        next(now, between(config.refreshEvery()));
        return again;
    }

    /** Keeps what it has. True for the first failure in a row. */
    synchronized boolean failed(String problem, Instant now) {
        freshness = new KeyFreshness(freshness.fetchedAt(), Optional.of(problem));
        failures++;
        Duration pause = config.retryEvery().multipliedBy(1L << Math.min(failures - 1, MAX_DOUBLINGS));
        next(now, between(pause.compareTo(config.refreshEvery()) < 0 ? pause : config.refreshEvery()));
        return failures == 1;
    }

    synchronized int count() {
        return keys.size();
    }

    synchronized boolean isFailing() {
        return failures > 0;
    }

    synchronized KeyFreshness freshness() {
        return freshness;
    }

    private void next(Instant now, Duration pause) {
        tried = now;
        due = now.plus(pause);
    }

    /** Between half of it and all of it: providers that started together do not stay together. */
    private Duration between(Duration most) {
        return most.minusMillis((long) (most.toMillis() * random.getAsDouble() / 2));
    }
}
