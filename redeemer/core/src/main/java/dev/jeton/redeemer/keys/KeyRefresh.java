package dev.jeton.redeemer.keys;

import java.time.Duration;

/**
 * How often an issuer's directory is fetched.
 *
 * @param interval time between two fetches while all is well; at most 5 minutes, so that a new key is known long before
 *     it signs
 * @param spacing least time between the starts of two fetches, whatever asks for them: an unknown key, or a fetch that
 *     failed. Not longer than {@code interval}
 */
public record KeyRefresh(Duration interval, Duration spacing) {
    public static final Duration MAX_INTERVAL = Duration.ofMinutes(5);
    public static final Duration DEFAULT_SPACING = Duration.ofSeconds(10);

    /** @throws IllegalArgumentException naming the setting that is wrong */
    public KeyRefresh {
        if (interval.compareTo(MAX_INTERVAL) > 0) {
            throw new IllegalArgumentException("interval: longer than " + MAX_INTERVAL);
        }
        if (spacing.isNegative() || spacing.isZero() || spacing.compareTo(interval) > 0) {
            throw new IllegalArgumentException("spacing: must be positive and not longer than interval");
        }
    }

    public static KeyRefresh defaults() {
        return new KeyRefresh(MAX_INTERVAL, DEFAULT_SPACING);
    }
}
