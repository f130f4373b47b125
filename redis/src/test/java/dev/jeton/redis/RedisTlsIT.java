package dev.jeton.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jeton.dev.stack.DevAuthority;
import dev.jeton.dev.stack.DevRedis;
import dev.jeton.dev.stack.RunDirectory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RedisTlsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static RunDirectory run;
    private static DevAuthority authority;
    private static DevRedis redis;

    @BeforeAll
    static void start() {
        run = RunDirectory.create("redis-tls-it");
        authority = DevAuthority.create(run);
        redis = DevRedis.in(run).tls(authority).start();
    }

    @AfterAll
    static void stop() {
        run.close();
    }

    @Test
    void open_trustsTheNamedAuthorityAlone() throws InterruptedException {
        Path another = DevAuthority.create(run).certificateFile();
        try (RedisScripts astray = RedisScripts.open(trusting(another));
                RedisScripts right = RedisScripts.open(trusting(authority.certificateFile()))) {
            while (!answers(right)) {
                Thread.sleep(20);
            }
            // By the time the one has connected, the other had its chance as well, and goes on trying.
            for (int i = 0; i < 10; i++) {
                assertThat(answers(astray)).isFalse();
                Thread.sleep(50);
            }
        }
    }

    private static boolean answers(RedisScripts scripts) {
        return scripts.ping()
                .onItemOrFailure()
                .transform((time, failure) -> failure == null)
                .await()
                .atMost(PATIENCE);
    }

    private static RedisSettings trusting(Path authorities) {
        return new RedisSettings(
                redis.uri(),
                Optional.of(authorities),
                Optional.empty(),
                Optional.of(redis.passwordFile()),
                RedisSettings.DEFAULT_COMMAND_TIMEOUT,
                RedisSettings.DEFAULT_CONNECT_TIMEOUT,
                RedisSettings.DEFAULT_MAX_WAITING);
    }
}
