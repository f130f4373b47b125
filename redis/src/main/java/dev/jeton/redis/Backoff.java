package dev.jeton.redis;

import java.util.concurrent.ThreadLocalRandom;

/** How long to wait before the next attempt: longer after each that failed, and jittered, so that many do not come in step. */
final class Backoff {
    private static final long FIRST_MILLIS = 50;
    private static final long LONGEST_MILLIS = 2_000;

    private int attempts;

    long nextMillis() {
        long ceiling = Math.min(LONGEST_MILLIS, FIRST_MILLIS << Math.min(attempts, 10));
        attempts++;
        return ThreadLocalRandom.current().nextLong(ceiling / 2, ceiling + 1);
    }

    boolean isFirst() {
        return attempts == 0;
    }

    void reset() {
        attempts = 0;
    }
}
