package dev.jeton.redis;

import static dev.jeton.redis.TestCalls.await;
import static dev.jeton.redis.TestCalls.awaitThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A process that keeps one arena, as a service would; the test is its timer. */
final class FencedProcess implements AutoCloseable {
    private static final FencedScript REMEMBER = FencedScript.resource(FencedProcess.class, "remember.lua");

    private final RedisScripts scripts;
    private final Fence fence;
    private final Arena arena;

    FencedProcess(String name, URI redis, FenceRecords records, Arena arena, long toleratedLoss) {
        this(name, RedisSettings.at(redis), records, arena, toleratedLoss);
    }

    FencedProcess(String name, RedisSettings redis, FenceRecords records, Arena arena, long toleratedLoss) {
        this.scripts = RedisScripts.open(redis);
        this.arena = arena;
        this.fence = Fence.open(
                scripts,
                records,
                new FenceSettings(name, toleratedLoss, Duration.ofSeconds(10), Duration.ofSeconds(5)));
        awaitThat(() -> server().isPresent());
    }

    /** Whom it asks about its arena. */
    Optional<String> server() {
        return scripts.server(arena.marker().getBytes(UTF_8));
    }

    Fence fence() {
        return fence;
    }

    RedisScripts scripts() {
        return scripts;
    }

    FencedProcess armed() {
        await(fence.arm(arena));
        return this;
    }

    FencedProcess watching() {
        await(fence.watch(arena));
        return this;
    }

    /** Whether {@code item} was new to the data. */
    boolean remember(String item) {
        return await(fence.run(arena, FencedCall.of(REMEMBER, items(), List.of(item.getBytes(UTF_8)))))
                        .get(0)
                == 1;
    }

    CompletableFuture<Boolean> rememberLater(String item) {
        return fence.run(arena, FencedCall.of(REMEMBER, items(), List.of(item.getBytes(UTF_8))))
                .map(answer -> answer.get(0) == 1)
                .subscribeAsCompletionStage();
    }

    /** Remembers {@code item}; tells the arming that was served each time the arguments were asked for. */
    List<Long> armingsWhileAsked(String item) {
        List<Long> armings = new ArrayList<>();
        Supplier<List<byte[]>> arguments = () -> {
            armings.add(standing().arming());
            return List.of(item.getBytes(UTF_8));
        };
        await(fence.run(arena, new FencedCall(REMEMBER, items(), arguments, answer -> {})));
        return armings;
    }

    /** What a witness hears of {@code item} when this process' duty ends before the answer is acknowledged. */
    List<Long> heardTooLate(String item) {
        List<Long> heard = new ArrayList<>();
        Consumer<List<Long>> witness = answer -> {
            heard.addAll(answer);
            await(fence.leave(arena));
        };
        FencedCall call = new FencedCall(REMEMBER, items(), () -> List.of(item.getBytes(UTF_8)), witness);
        assertThatThrownBy(() -> await(fence.run(arena, call))).isInstanceOf(RedisUnavailable.class);
        return heard;
    }

    private List<byte[]> items() {
        return List.of((arena.marker() + ":items").getBytes(UTF_8));
    }

    /** Why the call failed; empty if it was answered. */
    Optional<String> refusal(String item) {
        try {
            remember(item);
            return Optional.empty();
        } catch (Fenced e) {
            return Optional.of(e.reason().name());
        } catch (RedisUnavailable e) {
            return Optional.of("unavailable");
        }
    }

    /** Keeps its arena no more. */
    void leave() {
        await(fence.leave(arena));
    }

    void tick() {
        await(fence.tick());
    }

    Standing standing() {
        return fence.standing(arena);
    }

    /** Dies: no goodbye. */
    void kill() {
        scripts.close();
    }

    @Override
    public void close() {
        await(fence.close());
        scripts.close();
    }
}
