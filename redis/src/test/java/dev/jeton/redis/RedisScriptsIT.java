package dev.jeton.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jeton.dev.stack.FreePorts;
import io.lettuce.core.AclSetuserArgs;
import io.lettuce.core.api.sync.RedisCommands;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedisScriptsIT {
    private static final LuaScript COUNT = LuaScript.resource(RedisScriptsIT.class, "count.lua");
    private static final LuaScript SLOW = LuaScript.of(
            "slow",
            "local t = redis.call('TIME') local till = t[1] * 1000000 + t[2] + 400000 "
                    + "while t[1] * 1000000 + t[2] < till do t = redis.call('TIME') end return {1}");
    private static final Duration PATIENCE = Duration.ofSeconds(20);

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

        List<Long> answer = await(scripts, COUNT, all, "7", all);

        assertThat(answer).containsExactly(7L, 256L, 256L);
    }

    @Test
    void run_scriptsForgotten_runsOnceAllTheSame() {
        await(scripts, COUNT, "forgotten", 1);
        redis.admin(RedisCommands::scriptFlush);

        assertThat(await(scripts, COUNT, "forgotten", 1)).startsWith(2L);
        assertThat(await(scripts, COUNT, "forgotten", 1)).startsWith(3L);
    }

    @Test
    void run_scriptThatFails_isUnavailableAndNamesTheScript() {
        redis.admin(admin -> admin.set("not-a-number", "x"));

        assertThatThrownBy(() -> await(scripts, COUNT, "not-a-number", 1))
                .isInstanceOf(RedisUnavailable.class)
                .hasMessageContaining("count.lua");
    }

    @Test
    void run_resumesOnTheContextThatSubscribed() throws Exception {
        Vertx vertx = Vertx.vertx();
        try {
            Context caller = vertx.getOrCreateContext();
            CompletableFuture<Context> resumedOn = new CompletableFuture<>();
            caller.runOnContext(ignored -> scripts.run(COUNT, List.of(bytes("hop")), List.of(bytes("1"), bytes("")))
                    .subscribe()
                    .with(answer -> resumedOn.complete(Vertx.currentContext())));

            assertThat(resumedOn.get(5, TimeUnit.SECONDS)).isSameAs(caller);
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().get(5, TimeUnit.SECONDS);
        }
    }

    @Test
    void run_failure_resumesOnTheContextThatSubscribed() throws Exception {
        Vertx vertx = Vertx.vertx();
        try (RedisScripts nowhere = RedisScripts.open(RedisSettings.at(unused()))) {
            Context caller = vertx.getOrCreateContext();
            CompletableFuture<Context> resumedOn = new CompletableFuture<>();
            caller.runOnContext(ignored -> nowhere.ping()
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

            assertThatThrownBy(() ->
                            impatient.run(SLOW, List.of(), List.of()).await().atMost(PATIENCE))
                    .isInstanceOf(RedisUnavailable.class);

            // The late answer must not be taken for the next command's.
            awaitPing(impatient);
            assertThat(await(impatient, COUNT, "after-slow", 5)).startsWith(5L);
        }
    }

    @Test
    void run_downAtStart_failsAtOnceAndResumesWhenRedisComes() {
        try (TestRedis late = new TestRedis()) {
            late.stop();
            try (RedisScripts patient = RedisScripts.open(RedisSettings.at(late.uri()))) {
                assertFailsFast(patient);
                late.restart();
                awaitPing(patient);

                assertThat(await(patient, COUNT, "late", 1)).startsWith(1L);
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
            assertThat(await(patient, COUNT, "restarted", 1)).startsWith(1L);
        }
    }

    @Test
    void run_connectionBreaksOnTheWay_isNotSentAgain() throws Exception {
        try (BadWire wire = new BadWire(redis.port());
                RedisScripts far = RedisScripts.open(RedisSettings.at(wire.uri()))) {
            awaitPing(far);
            wire.loseAnswers();
            CompletableFuture<List<Long>> onItsWay = far.run(
                            COUNT, List.of(bytes("once")), List.of(bytes("1"), bytes("")))
                    .subscribeAsCompletionStage();
            awaitThat(() -> "1".equals(redis.admin(admin -> admin.get("once"))));
            wire.cut();

            assertThatThrownBy(() -> onItsWay.get(5, TimeUnit.SECONDS)).hasCauseInstanceOf(RedisUnavailable.class);
            awaitPing(far);
            assertThat(await(far, COUNT, "once", 1)).startsWith(2L);
        }
    }

    @Test
    void run_connectionGoneSilent_isReplaced() throws Exception {
        try (BadWire wire = new BadWire(redis.port());
                RedisScripts far = RedisScripts.open(limits(wire.uri(), Duration.ofMillis(200), 100))) {
            awaitPing(far);
            wire.loseAnswers();
            awaitFailure(far);

            awaitPing(far);
            assertThat(await(far, COUNT, "replaced", 1)).startsWith(1L);
        }
    }

    @Test
    void run_tooManyWaiting_isRefusedAtOnce_andASilentConnectionIsStillReplaced() throws Exception {
        try (BadWire wire = new BadWire(redis.port());
                RedisScripts narrow = RedisScripts.open(limits(wire.uri(), Duration.ofMillis(500), 8))) {
            awaitPing(narrow);
            wire.loseAnswers();
            List<CompletableFuture<List<Long>>> calls = IntStream.range(0, 50)
                    .mapToObj(i -> narrow.run(COUNT, List.of(bytes("many")), List.of(bytes("1"), bytes("")))
                            .subscribeAsCompletionStage())
                    .toList();
            Thread.sleep(200);

            assertThat(calls.stream().filter(CompletableFuture::isCompletedExceptionally))
                    .hasSizeGreaterThanOrEqualTo(42);
            awaitPing(narrow);
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

    private static void assertFailsFast(RedisScripts down) {
        long start = System.nanoTime();
        assertThatThrownBy(() -> await(down, COUNT, "down", 1)).isInstanceOf(RedisUnavailable.class);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(500));
    }

    private static RedisSettings limits(URI uri, Duration commandTimeout, int maxWaiting) {
        return new RedisSettings(
                uri,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                commandTimeout,
                Duration.ofSeconds(1),
                maxWaiting);
    }

    private static List<Long> await(RedisScripts scripts, LuaScript script, String key, int add) {
        return await(scripts, script, bytes(key), Integer.toString(add), new byte[0]);
    }

    private static List<Long> await(RedisScripts scripts, LuaScript script, byte[] key, String add, byte[] junk) {
        return scripts.run(script, List.of(key), List.of(bytes(add), junk))
                .await()
                .atMost(PATIENCE);
    }

    private static void awaitPing(RedisScripts scripts) {
        awaitThat(() -> answers(scripts));
    }

    private static void awaitFailure(RedisScripts scripts) {
        awaitThat(() -> !answers(scripts));
    }

    private static boolean answers(RedisScripts scripts) {
        return scripts.ping()
                .onItemOrFailure()
                .transform((time, failure) -> failure == null)
                .await()
                .atMost(PATIENCE);
    }

    private static void awaitThat(BooleanSupplier fact) {
        long giveUp = System.nanoTime() + PATIENCE.toNanos();
        while (!fact.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited too long").isLessThan(giveUp);
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static URI unused() {
        return URI.create("redis://127.0.0.1:" + FreePorts.next());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
