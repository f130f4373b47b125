package dev.jeton.issuer.msp;

import java.time.Duration;

/** When keys are fetched unless an operator says otherwise. */
final class DefaultKeyTimes implements MspConfig.Keys {
    @Override
    public Duration refreshEvery() {
        return Duration.ofMinutes(10);
    }

    @Override
    public Duration retryEvery() {
        return Duration.ofSeconds(30);
    }

    @Override
    public Duration grace() {
        return Duration.ofHours(24);
    }
}
