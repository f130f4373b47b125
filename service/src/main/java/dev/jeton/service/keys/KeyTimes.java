package dev.jeton.service.keys;

import java.time.Duration;

/**
 * When published keys are fetched.
 *
 * @param refreshEvery how often each publisher's are; the moment is chosen anew each time between half of it and all of it
 * @param retryEvery how soon they are again after a failure and after a request that names an unknown key; failures in a row
 *     double it
 * @param grace how long keys are used that could not be fetched again, counted from the last success
 */
public record KeyTimes(Duration refreshEvery, Duration retryEvery, Duration grace) {
    private static final Duration LEAST = Duration.ofSeconds(1);

    /** Throws {@link IllegalArgumentException}, which names {@code setting}, for what cannot be meant. */
    public KeyTimes requireSensible(String setting) {
        if (retryEvery.compareTo(LEAST) < 0
                || refreshEvery.compareTo(retryEvery) < 0
                || grace.compareTo(refreshEvery) < 0) {
            throw new IllegalArgumentException(setting + ": expected PT1S <= retry-every <= refresh-every <= grace");
        }
        return this;
    }
}
