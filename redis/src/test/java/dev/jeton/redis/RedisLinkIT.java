package dev.jeton.redis;

import static dev.jeton.redis.TestCalls.assertFailsFast;
import static dev.jeton.redis.TestCalls.await;
import static dev.jeton.redis.TestCalls.awaitFailure;
import static dev.jeton.redis.TestCalls.awaitPing;
import static dev.jeton.redis.TestCalls.awaitThat;
import static dev.jeton.redis.TestCalls.count;
import static dev.jeton.redis.TestCalls.limits;
import static dev.jeton.redis.TestCalls.pause;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jeton.dev.stack.Wire;
import io.lettuce.core.AclSetuserArgs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedisLinkIT {
    private static TestRedis redis;

    @BeforeAll
    static void start() {
        redis = new TestRedis();
    }

    @AfterAll
    static void stop() {
        redis.close();
    }

    @Test
    void run_downAtStart_failsAtOnceAndResumesWhenRedisComes() {
        try (TestRedis late = new TestRedis()) {
            late.stop();
            try (RedisScripts patient = RedisScripts.open(RedisSettings.at(late.uri()))) {
                assertFailsFast(patient);
                late.restart();
                awaitPing(patient);

                assertThat(await(count(patient, "late"))).startsWith(1L);
            }
        }
    }

    @Test
    void run_redisStops_failsFastAndResumesAfterRestart() {
        try (TestRedis unsteady = new TestRedis();
                RedisScripts patient = RedisScripts.open(RedisSettings.at(unsteady.uri()))) {
            awaitPing(patient);
            unsteady.stop();
            awaitFailure(patient);
            assertFailsFast(patient);

            unsteady.restart();
            awaitPing(patient);
            assertThat(await(count(patient, "restarted"))).startsWith(1L);
        }
    }

    @Test
    void run_connectionBreaksOnTheWay_isNotSentAgain() throws Exception {
        try (Wire wire = new Wire(redis.port());
                RedisScripts far = RedisScripts.open(RedisSettings.at(wire.redis()))) {
            awaitPing(far);
            await(count(far, "so that Redis knows the script"));
            wire.loseAnswers();
            CompletableFuture<List<Long>> onItsWay = count(far, "once").subscribeAsCompletionStage();
            awaitThat(() -> "1".equals(redis.admin(admin -> admin.get("once"))));
            wire.cut();

            assertThatThrownBy(() -> onItsWay.get(5, TimeUnit.SECONDS)).hasCauseInstanceOf(RedisUnavailable.class);
            awaitPing(far);
            assertThat(await(count(far, "once"))).startsWith(2L);
        }
    }

    @Test
    void run_connectionGoneSilent_isReplaced() throws Exception {
        try (Wire wire = new Wire(redis.port());
                RedisScripts far = RedisScripts.open(limits(wire.redis(), Duration.ofMillis(200), 100))) {
            awaitPing(far);
            wire.loseAnswers();
            awaitFailure(far);

            awaitPing(far);
            assertThat(await(count(far, "replaced"))).startsWith(1L);
        }
    }

    @Test
    void run_tooManyWaiting_isRefusedAtOnce_andASilentConnectionIsStillReplaced() throws Exception {
        try (Wire wire = new Wire(redis.port());
                RedisScripts narrow = RedisScripts.open(limits(wire.redis(), Duration.ofMillis(500), 8))) {
            awaitPing(narrow);
            wire.loseAnswers();
            List<CompletableFuture<List<Long>>> calls = IntStream.range(0, 50)
                    .mapToObj(i -> count(narrow, "many").subscribeAsCompletionStage())
                    .toList();
            pause(Duration.ofMillis(200));

            assertThat(calls.stream().filter(CompletableFuture::isCompletedExceptionally))
                    .hasSizeGreaterThanOrEqualTo(42);
            awaitPing(narrow);
        }
    }

    /** Stopped as by a debugger, a full disk or a host that swaps: the connection is there, and nothing is answered. */
    @Test
    void run_redisStopped_failuresAreBoundedInNumberAndTime_andItResumes() {
        try (TestRedis stopped = new TestRedis();
                RedisScripts patient = RedisScripts.open(limits(stopped.uri(), Duration.ofMillis(500), 20))) {
            awaitPing(patient);
            stopped.pause();
            long start = System.nanoTime();
            List<CompletableFuture<List<Long>>> calls = IntStream.range(0, 500)
                    .mapToObj(i -> count(patient, "stopped").subscribeAsCompletionStage())
                    .toList();

            assertThat(calls)
                    .allSatisfy(call -> assertThatThrownBy(() -> call.get(5, TimeUnit.SECONDS))
                            .hasCauseInstanceOf(RedisUnavailable.class));
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
            stopped.resume();
            awaitPing(patient);

            long applied = await(count(patient, "stopped")).get(0);
            assertThat(applied).as("only what was sent, and once").isBetween(1L, 21L);
        }
    }

    @Test
    void open_passwordAndUser_areReadFromTheFileAtEachConnect(@TempDir Path directory) throws Exception {
        Path password = Files.writeString(directory.resolve("password"), "wrong\n");
        redis.admin(admin -> admin.aclSetuser(
                "ledger",
                AclSetuserArgs.Builder.on().addPassword("right").allKeys().allCommands()));
        RedisSettings settings = new RedisSettings(
                redis.uri(),
                Optional.empty(),
                Optional.of("ledger"),
                Optional.of(password),
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                100);
        try (RedisScripts user = RedisScripts.open(settings)) {
            awaitFailure(user);
            Files.writeString(password, "right\n");

            awaitPing(user);
            String clients = redis.admin(admin -> admin.clientList());
            assertThat(clients).contains("user=ledger");
        }
    }

    @Test
    void close_leavesNoThreadAndFailsWhatComesAfter() {
        Set<Thread> before = lettuceThreads();
        RedisScripts brief = RedisScripts.open(RedisSettings.at(redis.uri()));
        awaitPing(brief);
        assertThat(lettuceThreads()).hasSizeGreaterThan(before.size());
        brief.close();

        assertFailsFast(brief);
        awaitThat(() -> before.containsAll(lettuceThreads()));
    }

    private static Set<Thread> lettuceThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("lettuce-"))
                .collect(Collectors.toSet());
    }
}
