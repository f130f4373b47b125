package dev.jeton.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.mutiny.Uni;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** One script that counts, and patience with a Redis that comes and goes. */
final class TestCalls {
    private static final LuaScript COUNT = LuaScript.resource(TestCalls.class, "count.lua");
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private TestCalls() {}

    /** Adds one to {@code counter}; answers its value first. */
    static Uni<List<Long>> count(RedisScripts scripts, String counter) {
        return count(scripts, bytes(counter), 1, new byte[0]);
    }

    static Uni<List<Long>> count(RedisScripts scripts, byte[] counter, int add, byte[] junk) {
        return scripts.run(COUNT, List.of(counter), List.of(bytes(Integer.toString(add)), junk));
    }

    static <T> T await(Uni<T> answer) {
        return answer.await().atMost(PATIENCE);
    }

    static void awaitPing(RedisScripts scripts) {
        awaitThat(() -> answers(scripts));
    }

    static void awaitFailure(RedisScripts scripts) {
        awaitThat(() -> !answers(scripts));
    }

    static boolean answers(RedisScripts scripts) {
        return await(scripts.ping().onItemOrFailure().transform((time, failure) -> failure == null));
    }

    static void awaitThat(BooleanSupplier fact) {
        long giveUp = System.nanoTime() + PATIENCE.toNanos();
        while (!fact.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited too long").isLessThan(giveUp);
            pause(Duration.ofMillis(20));
        }
    }

    static void pause(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static void assertFailsFast(RedisScripts down) {
        long start = System.nanoTime();
        assertThatThrownBy(() -> await(count(down, "down"))).isInstanceOf(RedisUnavailable.class);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(500));
    }

    static RedisSettings limits(URI uri, Duration commandTimeout, int maxWaiting) {
        return new RedisSettings(
                uri,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                commandTimeout,
                Duration.ofSeconds(1),
                maxWaiting);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
