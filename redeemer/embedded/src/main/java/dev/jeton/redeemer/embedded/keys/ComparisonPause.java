package dev.jeton.redeemer.embedded.keys;

import jakarta.inject.Singleton;
import java.time.Duration;

/** How long to wait between two comparisons of what was redeemed with what was issued. */
@Singleton
public class ComparisonPause {
    private static final Duration LEAST = Duration.ofSeconds(10);

    private final Duration time;

    ComparisonPause(IssuerKeysConfig config) {
        if (config.compareEvery().compareTo(LEAST) < 0) {
            throw new IllegalArgumentException("jeton.redeemer.issuer-keys.compare-every: at least " + LEAST);
        }
        this.time = config.compareEvery();
    }

    public Duration time() {
        return time;
    }
}
