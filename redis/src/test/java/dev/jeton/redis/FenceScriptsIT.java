package dev.jeton.redis;

import static dev.jeton.redis.TestCalls.await;
import static dev.jeton.redis.TestCalls.awaitThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jeton.redis.ArmScript.Outcome;
import dev.jeton.redis.ArmScript.Request;
import dev.jeton.redis.ArmScript.Way;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The scripts do to a marker what the model says. */
class FenceScriptsIT {
    private static final Arena ARENA = new Arena("test:1", "test:{1}", Instant.parse("2100-01-01T00:00:00Z"));
    private static final FencedScript ADD =
            FencedScript.of("add", "changes() redis.call('INCR', KEYS[1]) return { 7 }");

    private static final List<Way> WAYS = List.of(Way.values());

    private static TestRedis redis;
    private static RedisScripts scripts;
    private static String self;

    @BeforeAll
    static void start() {
        redis = new TestRedis();
        scripts = RedisScripts.open(RedisSettings.at(redis.uri()));
        awaitThat(() -> scripts.server(utf8(ARENA.marker())).isPresent());
        self = scripts.server(utf8(ARENA.marker())).orElseThrow();
    }

    @AfterAll
    static void stop() {
        scripts.close();
        redis.close();
    }

    @Test
    void arm_doesWhatTheModelSays() {
        Random random = new Random(20);
        Set<Outcome> seen = EnumSet.noneOf(Outcome.class);
        for (int i = 0; i < 150; i++) {
            MarkerModel marker = marker(random);
            Request request = new Request(
                    random.nextInt(1, 5),
                    self,
                    WAYS.get(random.nextInt(WAYS.size())),
                    random.nextInt(4),
                    random.nextInt(4),
                    random.nextInt(4));
            set(marker);

            ArmScript.Answer answer = await(ArmScript.run(scripts, ARENA, request));

            assertThat(answer).as("%s on %s", request, marker).isEqualTo(marker.answer(request));
            assertThat(get()).as("%s on %s", request, marker).isEqualTo(marker.after(request));
            seen.add(answer.outcome());
        }
        assertThat(seen).containsExactlyInAnyOrder(Outcome.values());
        assertThat(redis.<Long>admin(admin -> admin.ttl(ARENA.marker()))).isNotZero();
    }

    @Test
    void fencedScript_runsExactlyWhereTheModelSays() {
        Random random = new Random(21);
        int admitted = 0;
        for (int i = 0; i < 150; i++) {
            MarkerModel marker = marker(random);
            long arming = random.nextInt(1, 4);
            long mark = random.nextInt(4);
            set(marker);
            redis.admin(admin -> admin.set("test:{1}:sum", "0"));

            List<Long> answer = await(scripts.run(new ScriptCall(
                    ADD.wrapped(),
                    List.of(utf8("test:{1}:sum")),
                    List.of(utf8(ARENA.marker())),
                    List.of(),
                    List.of(utf8(arming + ":" + self), utf8(Long.toString(mark))),
                    Optional.of(self),
                    mark)));

            boolean runs = marker.admits(arming, self, mark);
            assertThat(answer.get(0) >= 0)
                    .as("arming %d, mark %d on %s", arming, mark, marker)
                    .isEqualTo(runs);
            assertThat(redis.<String>admin(admin -> admin.get("test:{1}:sum"))).isEqualTo(runs ? "1" : "0");
            assertThat(get())
                    .isEqualTo(runs ? new MarkerModel(marker.arming(), marker.server(), marker.counter() + 1) : marker);
            if (runs) {
                assertThat(answer).containsExactly(marker.counter() + 1, 7L);
                admitted++;
            }
        }
        assertThat(admitted).isBetween(10, 140);
    }

    @Test
    void changes_many_areCountedAsMany_andThoseOfAKindUnderItsNameToo() {
        set(new MarkerModel(1, self, 2));
        for (String changes : List.of("changes(5, 'odd', 2)", "changes(3, 'odd', 0)", "changes(1, 'odd', 1)")) {
            await(scripts.run(new ScriptCall(
                    FencedScript.of("many", changes + " return {}").wrapped(),
                    List.of(),
                    List.of(utf8(ARENA.marker())),
                    List.of(),
                    List.of(utf8("1:" + self), utf8("0")),
                    Optional.of(self),
                    0)));
        }

        assertThat(get().counter()).isEqualTo(11);
        assertThat(redis.<String>admin(admin -> admin.hget(ARENA.marker(), "odd")))
                .isEqualTo("3");
    }

    @Test
    void marker_expiresAtTheEndOfItsArena() {
        set(MarkerModel.ABSENT);
        await(ArmScript.run(scripts, ARENA, new Request(1, self, Way.CREATE, 0, 0, 0)));

        assertThat(redis.<Long>admin(admin -> admin.expiretime(ARENA.marker())))
                .isEqualTo(ARENA.ends().getEpochSecond());
    }

    @Test
    void run_onAnotherServer_isNotSent() {
        set(MarkerModel.ABSENT);
        Throwable failure = await(ArmScript.run(scripts, ARENA, new Request(1, "other", Way.CREATE, 0, 0, 0))
                .onItemOrFailure()
                .transform((answer, refused) -> refused));

        assertThat(failure).isInstanceOf(OtherServer.class);
        assertThat(get()).isEqualTo(MarkerModel.ABSENT);
    }

    private static MarkerModel marker(Random random) {
        return random.nextInt(5) == 0
                ? MarkerModel.ABSENT
                : new MarkerModel(random.nextInt(1, 4), random.nextInt(3) == 0 ? "other" : self, random.nextInt(4));
    }

    private static void set(MarkerModel marker) {
        redis.admin(admin -> admin.del(ARENA.marker()));
        if (marker.arming() >= 0) {
            redis.admin(admin -> admin.hset(
                    ARENA.marker(),
                    Map.of("arming", marker.arming() + ":" + marker.server(), "n", Long.toString(marker.counter()))));
        }
    }

    private static MarkerModel get() {
        Map<String, String> found = redis.admin(admin -> admin.hgetall(ARENA.marker()));
        if (found.isEmpty()) {
            return MarkerModel.ABSENT;
        }
        String[] arming = found.getOrDefault("arming", "").split(":", 2);
        return new MarkerModel(Long.parseLong(arming[0]), arming[1], Long.parseLong(found.getOrDefault("n", "-1")));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(UTF_8);
    }
}
