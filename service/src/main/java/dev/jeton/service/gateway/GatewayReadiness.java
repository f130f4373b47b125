package dev.jeton.service.gateway;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready while there is a key that is valid, or no gateway. */
@Readiness
@ApplicationScoped
class GatewayReadiness implements HealthCheck {
    private final GatewayKeys keys;

    GatewayReadiness(GatewayKeys keys) {
        this.keys = keys;
    }

    @Override
    public HealthCheckResponse call() {
        if (!keys.areConfigured()) {
            return HealthCheckResponse.named("gateway")
                    .up()
                    .withData("keys", "none, and no gateway")
                    .build();
        }
        boolean valid = keys.current().encoded().isPresent();
        return HealthCheckResponse.named("gateway")
                .status(valid)
                .withData("keys", valid ? "valid" : "none is valid now")
                .build();
    }
}
