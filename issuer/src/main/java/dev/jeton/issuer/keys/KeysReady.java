package dev.jeton.issuer.keys;

import jakarta.inject.Singleton;
import java.time.InstantSource;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready as soon as there is a key to sign with. */
@Readiness
@Singleton
class KeysReady implements HealthCheck {
    private final LiveKeys keys;
    private final InstantSource clock;

    KeysReady(LiveKeys keys, InstantSource clock) {
        this.keys = keys;
        this.clock = clock;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("signing key")
                .status(keys.ring().current(clock.instant()).isPresent())
                .build();
    }
}
