package dev.jeton.redis;

import static dev.jeton.redis.TestCalls.await;
import static dev.jeton.redis.TestCalls.awaitPing;
import static dev.jeton.redis.TestCalls.count;
import static dev.jeton.redis.TestCalls.limits;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lettuce.core.api.sync.RedisCommands;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RedisScriptsIT {
    private static final LuaScript SLOW = LuaScript.of(
            "slow",
            "local t = redis.call('TIME') local till = t[1] * 1000000 + t[2] + 400000 "
                    + "while t[1] * 1000000 + t[2] < till do t = redis.call('TIME') end return {1}");

    private static TestRedis redis;
    private static RedisScripts scripts;

    @BeforeAll
    static void start() {
        redis = new TestRedis();
        scripts = RedisScripts.open(RedisSettings.at(redis.uri()));
        awaitPing(scripts);
    }

    @AfterAll
    static void stop() {
        scripts.close();
        redis.close();
    }

    @Test
    void run_keysAndArguments_areBinarySafe() {
        byte[] all = new byte[256];
        IntStream.range(0, 256).forEach(i -> all[i] = (byte) i);

        List<Long> answer = await(count(scripts, all, 7, all));

        assertThat(answer).containsExactly(7L, 256L, 256L);
    }

    @Test
    void run_scriptsForgotten_runsOnceAllTheSame() {
        await(count(scripts, "forgotten"));
        redis.admin(RedisCommands::scriptFlush);

        assertThat(await(count(scripts, "forgotten"))).startsWith(2L);
        assertThat(await(count(scripts, "forgotten"))).startsWith(3L);
    }

    @Test
    void run_scriptThatFails_isUnavailableAndNamesTheScript() {
        redis.admin(admin -> admin.set("not-a-number", "x"));

        assertThatThrownBy(() -> await(count(scripts, "not-a-number")))
                .isInstanceOf(RedisUnavailable.class)
                .hasMessageContaining("count.lua");
    }

    @Test
    void run_resumesOnTheContextThatSubscribed() throws Exception {
        Vertx vertx = Vertx.vertx();
        try {
            Context caller = vertx.getOrCreateContext();
            CompletableFuture<Context> resumedOn = new CompletableFuture<>();
            caller.runOnContext(ignored ->
                    count(scripts, "hop").subscribe().with(answer -> resumedOn.complete(Vertx.currentContext())));

            assertThat(resumedOn.get(5, TimeUnit.SECONDS)).isSameAs(caller);
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().get(5, TimeUnit.SECONDS);
        }
    }

    @Test
    void run_failure_resumesOnTheContextThatSubscribed() throws Exception {
        redis.admin(admin -> admin.set("no-counter", "x"));
        Vertx vertx = Vertx.vertx();
        try {
            Context caller = vertx.getOrCreateContext();
            CompletableFuture<Context> resumedOn = new CompletableFuture<>();
            caller.runOnContext(ignored -> count(scripts, "no-counter")
                    .subscribe()
                    .with(answer -> resumedOn.cancel(false), failure -> resumedOn.complete(Vertx.currentContext())));

            assertThat(resumedOn.get(5, TimeUnit.SECONDS)).isSameAs(caller);
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().get(5, TimeUnit.SECONDS);
        }
    }

    @Test
    void run_slowerThanTheTimeout_failsAndTheConnectionServesOn() {
        RedisSettings hurried = limits(redis.uri(), Duration.ofMillis(100), 100);
        try (RedisScripts impatient = RedisScripts.open(hurried)) {
            awaitPing(impatient);

            assertThatThrownBy(() -> await(impatient.run(SLOW, List.of(), List.of())))
                    .isInstanceOf(RedisUnavailable.class);

            // The late answer must not be taken for the next command's.
            awaitPing(impatient);
            assertThat(await(count(impatient, "after-slow"))).startsWith(1L);
        }
    }
}
