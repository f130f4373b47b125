package dev.jeton.redeemer.embedded.ledger;

import dev.jeton.redeemer.embedded.keys.Verification;
import dev.jeton.redeemer.spend.redis.RedisSpendLedger;
import dev.jeton.redeemer.spend.redis.ShardState;
import dev.jeton.redis.FenceReason;
import dev.jeton.redis.MasterState;
import dev.jeton.redis.RedisScripts;
import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready when keys of at least one issuer are known and at least one shard of the ledger is served. An issuer that is away
 * later on does not end readiness: its keys stay known.
 */
@Readiness
@ApplicationScoped
class RedeemerReadiness implements AsyncHealthCheck {
    private final Verification verification;
    private final RedisSpendLedger ledger;
    private final RedisScripts redis;
    private final Generations generations;

    RedeemerReadiness(Verification verification, RedisSpendLedger ledger, RedisScripts redis, Generations generations) {
        this.verification = verification;
        this.ledger = ledger;
        this.redis = redis;
        this.generations = generations;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        return Uni.createFrom().item(this::response);
    }

    private HealthCheckResponse response() {
        HealthCheckResponseBuilder response = HealthCheckResponse.named("redeemer");
        Map<String, Boolean> loaded = verification.loaded();
        loaded.forEach((issuer, done) -> response.withData("keys of " + issuer, done ? "loaded" : "not loaded yet"));
        generations.latest().ifPresent(generation -> response.withData("generation", generation.number()));
        redis.servers().forEach(server -> response.withData("redis " + server.server(), view(server)));
        List<ShardState> shards = ledger.states();
        shards.forEach(shard -> response.withData(
                shard.name(), shard.standing().reason().map(FenceReason::label).orElse("served")));
        return response.status(loaded.containsValue(true) && shards.stream().anyMatch(ShardState::isServed))
                .build();
    }

    /** {@code aof, 2 replicas}, and why it is not served, if so. */
    private static String view(MasterState server) {
        String unfit =
                server.unfit().map(reason -> ", unfit: " + reason.label()).orElse("");
        return server.persistence().name().toLowerCase(Locale.ROOT) + ", " + server.replicas() + " replicas, "
                + server.evictionPolicy() + unfit;
    }
}
