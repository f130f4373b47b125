package dev.jeton.redis;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * One run of a script behind the {@link Fence}.
 *
 * @param keys the script's keys, with the arena's hash tag
 * @param arguments asked for once this process serves the arming that the script runs in: whatever was learnt by joining it
 *     is known by then. Asked again if the script runs again
 * @param witness told the script's answer before it is acknowledged, on any thread: what it keeps is kept before this
 *     process reports that it acknowledges nothing more. It may hear an answer that the caller never gets
 */
public record FencedCall(
        FencedScript script, List<byte[]> keys, Supplier<List<byte[]>> arguments, Consumer<List<Long>> witness) {
    /** A call that depends on nothing and tells nobody. */
    public static FencedCall of(FencedScript script, List<byte[]> keys, List<byte[]> arguments) {
        return new FencedCall(script, keys, () -> arguments, answer -> {});
    }
}
