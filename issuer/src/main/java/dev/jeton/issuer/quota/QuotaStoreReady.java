package dev.jeton.issuer.quota;

import dev.jeton.redis.RedisScripts;
import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready while Redis answers: without it nothing is issued. */
@Readiness
@Singleton
class QuotaStoreReady implements AsyncHealthCheck {
    private final RedisScripts redis;

    QuotaStoreReady(RedisScripts redis) {
        this.redis = redis;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        return redis.ping().map(time -> answer(true)).onFailure().recoverWithItem(() -> answer(false));
    }

    private static HealthCheckResponse answer(boolean up) {
        return HealthCheckResponse.named("quota store").status(up).build();
    }
}
