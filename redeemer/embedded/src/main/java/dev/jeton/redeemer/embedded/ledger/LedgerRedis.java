package dev.jeton.redeemer.embedded.ledger;

import dev.jeton.redis.RedisScripts;
import dev.jeton.redis.RedisSettings;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Opens the connection to Redis, and closes it at the end. */
class LedgerRedis {
    @Produces
    @Singleton
    @Startup // On its way before the first request.
    RedisScripts open(LedgerConfig config) {
        return RedisScripts.open(settings(config));
    }

    void close(@Disposes RedisScripts redis) {
        redis.close();
    }

    static RedisSettings settings(LedgerConfig config) {
        return new RedisSettings(
                config.uri(),
                config.cluster(),
                config.trustCertificates(),
                config.username(),
                config.passwordFile(),
                config.commandTimeout(),
                config.connectTimeout(),
                config.maxWaiting(),
                config.replicasAcknowledged());
    }
}
