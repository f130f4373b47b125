package dev.jeton.lookup.atrest;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Not ready while there are rows that this process cannot find: an answer without them would pose as a whole one. */
@Readiness
@ApplicationScoped
class OuterKeyReadiness implements HealthCheck {
    private static final String NAME = "outer keys";

    private final OuterKeyUse use;

    OuterKeyReadiness(OuterKeyUse use) {
        this.use = use;
    }

    @Override
    public HealthCheckResponse call() {
        Set<Integer> missing = use.missing();
        return missing.isEmpty()
                ? HealthCheckResponse.up(NAME)
                : HealthCheckResponse.named(NAME)
                        .down()
                        .withData("missing", missing.toString())
                        .build();
    }
}
