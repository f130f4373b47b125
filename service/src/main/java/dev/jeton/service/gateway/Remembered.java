package dev.jeton.service.gateway;

import java.time.Duration;
import java.time.Instant;

/**
 * How much this process has had remembered and is not forgotten yet: never more than so much. Half of it may be taken in each
 * span of the time for which it is remembered, since what the span before took may still be there. Safe for concurrent use.
 */
final class Remembered {
    private final long spanMillis;
    private final int perSpan;
    private long span = Long.MIN_VALUE;
    private int taken;

    Remembered(Duration time, int most) {
        this.spanMillis = time.toMillis();
        this.perSpan = most / 2;
    }

    /** Whether one more may be. It is counted if so. */
    synchronized boolean take(Instant now) {
        long current = Math.floorDiv(now.toEpochMilli(), spanMillis);
        if (current > span) {
            span = current;
            taken = 0;
        }
        if (taken >= perSpan) {
            return false;
        }
        taken++;
        return true;
    }
}
