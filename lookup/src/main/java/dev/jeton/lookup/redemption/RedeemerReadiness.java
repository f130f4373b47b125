package dev.jeton.lookup.redemption;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready when at least one issuer's keys have been loaded and the ledger answers. An issuer that is away later on does not
 * end readiness: its keys stay known.
 */
@Readiness
@ApplicationScoped
class RedeemerReadiness implements AsyncHealthCheck {
    private final RedeemerLife redeemer;

    RedeemerReadiness(RedeemerLife redeemer) {
        this.redeemer = redeemer;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        HealthCheckResponseBuilder response = HealthCheckResponse.named("redeemer");
        Map<String, Boolean> loaded = redeemer.verification().loaded();
        loaded.forEach((issuer, done) -> response.withData("keys of " + issuer, done ? "loaded" : "not loaded yet"));
        boolean keysLoaded = loaded.containsValue(true);
        return redeemer.redis()
                .ping()
                .map(time -> response.withData("ledger", redeemer.isServing() ? "serves" : "fenced")
                        .status(keysLoaded && redeemer.isServing())
                        .build())
                .onFailure()
                .recoverWithItem(() ->
                        response.withData("ledger", "does not answer").down().build());
    }
}
