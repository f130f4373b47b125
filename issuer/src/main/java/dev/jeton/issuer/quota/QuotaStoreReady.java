package dev.jeton.issuer.quota;

import dev.jeton.redis.RedisScripts;
import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready while Redis answers and the counters of the signing key are served: without them nothing is issued. */
@Readiness
@Singleton
class QuotaStoreReady implements AsyncHealthCheck {
    private final RedisScripts redis;
    private final QuotaFence fence;
    private final InstantSource clock;

    QuotaStoreReady(RedisScripts redis, QuotaFence fence, InstantSource clock) {
        this.redis = redis;
        this.fence = fence;
        this.clock = clock;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        return redis.ping().map(time -> answer(isServed())).onFailure().recoverWithItem(() -> answer(false));
    }

    private boolean isServed() {
        return fence.arenas().stream()
                .filter(arena -> arena.key().epoch().covers(clock.instant()))
                .anyMatch(arena -> fence.state(arena).isServed());
    }

    private static HealthCheckResponse answer(boolean up) {
        return HealthCheckResponse.named("quota store").status(up).build();
    }
}
