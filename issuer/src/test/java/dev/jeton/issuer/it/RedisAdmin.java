package dev.jeton.issuer.it;

import dev.jeton.dev.stack.DevAuthority;
import dev.jeton.dev.stack.DevRedis;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SslOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import java.util.function.Function;

/** Somebody with Redis' password and no restraint. */
record RedisAdmin(DevRedis redis, DevAuthority authority) {
    <T> T run(Function<RedisCommands<String, String>, T> work) {
        RedisURI uri = RedisURI.builder()
                .withHost("127.0.0.1")
                .withPort(redis.port())
                .withSsl(true)
                .withPassword(redis.password().toCharArray())
                .build();
        try (RedisClient client = RedisClient.create(uri)) {
            client.setOptions(ClientOptions.builder()
                    .sslOptions(SslOptions.builder()
                            .trustManager(authority.certificateFile().toFile())
                            .build())
                    .build());
            try (StatefulRedisConnection<String, String> connection = client.connect()) {
                return work.apply(connection.sync());
            }
        }
    }

    void flush() {
        run(RedisCommands::flushall);
    }
}
