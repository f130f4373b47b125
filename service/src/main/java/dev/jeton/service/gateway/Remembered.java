package dev.jeton.service.gateway;

import java.time.Duration;
import java.time.Instant;

/**
 * How much this process has had remembered and is not forgotten yet: never more than so much. Half of it may be taken at once,
 * and what was taken comes back evenly over the time for which it is remembered: in any such time no more than both. So whoever
 * takes all has to go on taking, and in competition with everybody else. Safe for concurrent use.
 */
final class Remembered {
    private final long timeMillis;
    private final long atOnce;
    /** What was taken and has not come back, each in as many parts as the time has milliseconds: whole numbers do not drift. */
    private long takenParts;

    private long lastMillis = Long.MIN_VALUE;

    /** At most {@code most}, at least 2, within any {@code time}. */
    Remembered(Duration time, int most) {
        this.timeMillis = time.toMillis();
        this.atOnce = most / 2;
    }

    /** Whether one more may be. It is counted if so. */
    synchronized boolean take(Instant now) {
        giveBack(now.toEpochMilli());
        if (takenParts > (atOnce - 1) * timeMillis) {
            return false;
        }
        takenParts += timeMillis;
        return true;
    }

    /** Nothing for a clock that goes back, until it has caught up. */
    private void giveBack(long now) {
        if (now <= lastMillis) {
            return;
        }
        boolean all = lastMillis == Long.MIN_VALUE || now - lastMillis >= timeMillis;
        takenParts = all ? 0 : Math.max(0, takenParts - (now - lastMillis) * atOnce);
        lastMillis = now;
    }
}
