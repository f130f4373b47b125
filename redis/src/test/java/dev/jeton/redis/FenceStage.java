package dev.jeton.redis;

import static dev.jeton.redis.TestCalls.await;
import static dev.jeton.redis.TestCalls.awaitThat;
import static dev.jeton.redis.TestCalls.pause;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jeton.dev.stack.DevRedis;
import dev.jeton.dev.stack.RunDirectory;
import io.lettuce.core.api.sync.RedisCommands;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Processes that keep one fence, and the servers that they meet. */
abstract class FenceStage {
    static final Arena ARENA = new Arena("test:1", "test:{1}", Instant.parse("2100-01-01T00:00:00Z"));

    final TestRecords records = new TestRecords();
    final List<FencedProcess> processes = new ArrayList<>();
    RunDirectory run;
    int started;

    @BeforeEach
    void open() {
        run = RunDirectory.create("fence-it");
    }

    @AfterEach
    void close() {
        processes.forEach(FencedProcess::kill);
        run.close();
    }

    DevRedis server(boolean appendOnly) {
        return DevRedis.in(run)
                .withoutPassword()
                .appendOnly(appendOnly)
                .setting("repl-diskless-sync-delay", "0")
                .start();
    }

    FencedProcess process(URI redis) {
        return keep(new FencedProcess("process-" + ++started, redis, records, ARENA, 0));
    }

    void kill(FencedProcess process) {
        processes.remove(process);
        process.kill();
    }

    FencedProcess keep(FencedProcess process) {
        processes.add(process);
        return process;
    }

    void awaitServing(FencedProcess... all) {
        awaitThat(() -> {
            boolean serving = true;
            for (FencedProcess process : all) {
                process.tick();
                serving &= process.standing().serving()
                        && process.server().isPresent()
                        && process.refusal("probe").isEmpty();
            }
            pause(Duration.ofMillis(20));
            records.pass(Duration.ofMillis(200));
            return serving;
        });
    }

    /** Also after many ticks, and many tries to arm. */
    void assertStaysFenced(String reason, FencedProcess... all) {
        awaitThat(() -> {
            boolean seen = false;
            for (FencedProcess process : all) {
                process.tick();
                assertThat(process.refusal("a")).isPresent();
                seen |= process.standing()
                        .reason()
                        .filter(found -> found.name().equals(reason))
                        .isPresent();
            }
            records.pass(Duration.ofMillis(500));
            pause(Duration.ofMillis(20));
            return seen;
        });
        for (int i = 0; i < 60; i++) {
            for (FencedProcess process : all) {
                process.tick();
                assertThat(process.refusal("a")).isPresent();
            }
            records.pass(Duration.ofMillis(500));
        }
        for (FencedProcess process : all) {
            assertThat(process.standing().serving()).isFalse();
        }
    }

    AcceptedLoss acceptLoss(FencedProcess by) {
        return acceptLoss(by, ARENA);
    }

    AcceptedLoss acceptLoss(FencedProcess by, Arena arena) {
        for (int i = 0; i < 100; i++) {
            processes.forEach(FencedProcess::tick);
            var loss = await(by.fence().acceptLoss(arena));
            if (loss.isPresent()) {
                return loss.get();
            }
        }
        throw new AssertionError("never accepted");
    }

    static <T> T admin(DevRedis redis, Function<RedisCommands<String, String>, T> work) {
        return TestRedis.admin(redis.uri(), work);
    }
}
