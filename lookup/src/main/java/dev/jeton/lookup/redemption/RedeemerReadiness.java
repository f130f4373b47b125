package dev.jeton.lookup.redemption;

import dev.jeton.redeemer.keys.IssuerKeys;
import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
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
        boolean keys = false;
        for (IssuerKeys issuer : redeemer.issuers()) {
            boolean loaded = issuer.lastFetched().isPresent();
            response.withData("keys of " + issuer.issuer(), loaded ? "loaded" : "not loaded yet");
            keys |= loaded;
        }
        boolean keysLoaded = keys;
        return redeemer.redis()
                .ping()
                .map(time -> response.withData("ledger", "answers")
                        .status(keysLoaded)
                        .build())
                .onFailure()
                .recoverWithItem(() ->
                        response.withData("ledger", "does not answer").down().build());
    }
}
