package dev.jeton.redis;

import static dev.jeton.redis.TestCalls.answers;
import static dev.jeton.redis.TestCalls.await;
import static dev.jeton.redis.TestCalls.awaitPing;
import static dev.jeton.redis.TestCalls.count;
import static dev.jeton.redis.TestCalls.pause;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jeton.dev.stack.DevAuthority;
import dev.jeton.dev.stack.DevRedis;
import dev.jeton.dev.stack.RunDirectory;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RedisTlsIT {
    private static RunDirectory run;
    private static DevAuthority authority;
    private static DevRedis tls13;
    private static DevRedis tls12;

    @BeforeAll
    static void start() {
        run = RunDirectory.create("redis-tls-it");
        authority = DevAuthority.create(run);
        tls13 = startServer("TLSv1.3");
        tls12 = startServer("TLSv1.2");
    }

    @AfterAll
    static void stop() {
        run.close();
    }

    @Test
    void open_trustedAuthority_runsScripts() {
        try (RedisScripts scripts = RedisScripts.open(tls("localhost", tls13, authority))) {
            awaitPing(scripts);

            assertThat(await(count(scripts, "tls"))).startsWith(1L);
        }
    }

    @Test
    void open_certificateOfAnotherAuthority_isRefused() {
        assertNeverConnects(tls("localhost", tls13, DevAuthority.create(run)));
    }

    @Test
    void open_certificateForAnotherName_isRefused() {
        assertNeverConnects(tls("127.0.0.2", tls13, authority));
    }

    @Test
    void open_onlyTls12Offered_isRefused() {
        assertNeverConnects(tls("localhost", tls12, authority));
    }

    @Test
    void open_plainAtTheTlsPort_isRefused() {
        assertNeverConnects(settings("redis://localhost:" + tls13.port(), tls13, Optional.empty()));
    }

    /** Attempts follow one another within this time; a good server's first one succeeds. */
    private static void assertNeverConnects(RedisSettings settings) {
        try (RedisScripts scripts = RedisScripts.open(settings)) {
            for (int i = 0; i < 20; i++) {
                assertThat(answers(scripts)).isFalse();
                pause(Duration.ofMillis(50));
            }
        }
    }

    private static RedisSettings tls(String host, DevRedis redis, DevAuthority trusted) {
        return settings("rediss://" + host + ":" + redis.port(), redis, Optional.of(trusted.certificateFile()));
    }

    private static RedisSettings settings(String uri, DevRedis redis, Optional<Path> trusted) {
        return new RedisSettings(
                URI.create(uri),
                trusted,
                Optional.empty(),
                Optional.of(redis.passwordFile()),
                RedisSettings.DEFAULT_COMMAND_TIMEOUT,
                RedisSettings.DEFAULT_CONNECT_TIMEOUT,
                RedisSettings.DEFAULT_MAX_WAITING);
    }

    private static DevRedis startServer(String protocol) {
        return DevRedis.in(run)
                .tls(authority)
                .setting("tls-protocols", protocol)
                .setting("bind", "127.0.0.1 127.0.0.2")
                .start();
    }
}
