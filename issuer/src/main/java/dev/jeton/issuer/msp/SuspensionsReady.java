package dev.jeton.issuer.msp;

import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready as soon as it is known who is suspended. */
@Readiness
@Singleton
class SuspensionsReady implements HealthCheck {
    private final Suspensions suspensions;

    SuspensionsReady(Suspensions suspensions) {
        this.suspensions = suspensions;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("suspensions")
                .status(suspensions.areKnown())
                .build();
    }
}
