package dev.jeton.issuer.quota;

import dev.jeton.redis.RedisScripts;
import dev.jeton.redis.RedisSettings;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Opens the connection to Redis, and closes it at the end. */
class QuotaStore {
    @Produces
    @Singleton
    @Startup // Connect before the first request needs it.
    static RedisScripts open(QuotaConfig config) {
        QuotaConfig.Redis redis = config.redis();
        return RedisScripts.open(new RedisSettings(
                redis.uri(),
                redis.trustCertificatesFile(),
                redis.username(),
                redis.passwordFile(),
                redis.timeout(),
                RedisSettings.DEFAULT_CONNECT_TIMEOUT,
                RedisSettings.DEFAULT_MAX_WAITING));
    }

    static void close(@Disposes RedisScripts redis) {
        redis.close();
    }
}
