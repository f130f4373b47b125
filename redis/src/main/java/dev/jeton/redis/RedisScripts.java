package dev.jeton.redis;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * Runs Lua scripts on one Redis, or on the masters of a Redis Cluster, over one pipelined connection to each.
 *
 * <p>In a cluster a script runs on the master of its keys' slot, and its keys share one. Nothing follows a slot by itself:
 * while it moves, or its master is replaced, its scripts fail.
 *
 * <p>Opens while Redis is down, fails fast with {@link RedisUnavailable} as long as it is, and resumes by itself. Each
 * call reaches Redis at most once; after a failure it may or may not have been applied. Everything is emitted on the
 * subscriber's Vert.x context, if it has one. Safe for concurrent use; meant to live as long as the service.
 */
public final class RedisScripts implements AutoCloseable {
    private final Masters masters;
    private final Replacements replacements;
    private final RedisSettings settings;

    private RedisScripts(RedisSettings settings, Masters masters, Replacements replacements) {
        this.settings = settings;
        this.masters = masters;
        this.replacements = replacements;
    }

    /** Starts to connect, and does not wait for it. */
    public static RedisScripts open(RedisSettings settings) {
        Replacements replacements = new Replacements();
        return new RedisScripts(settings, Masters.open(settings, replacements::heard), replacements);
    }

    /** What it was opened with. */
    public RedisSettings settings() {
        return settings;
    }

    /**
     * The integers that {@code script} answers. Runs at each subscription.
     *
     * <p>Keys and arguments are binary and must not be changed afterwards. Fails with {@link RedisUnavailable} and
     * nothing else.
     *
     * @throws IllegalArgumentException in a cluster, if the keys are of several slots
     */
    public Uni<List<Long>> run(LuaScript script, List<byte[]> keys, List<byte[]> arguments) {
        return run(ScriptCall.of(script, keys, arguments));
    }

    /**
     * The same, where {@code call} says. Fails with {@link OtherServer} if nothing was sent because the keys are on another
     * server than meant, with {@link Unfit} if that server must not hold them, else with {@link RedisUnavailable}.
     */
    Uni<List<Long>> run(ScriptCall call) {
        int slot = masters.slot(call.keys(), call.moreKeys());
        return CallerContext.resume(() -> start(slot, call));
    }

    /** The same, run now, and completed on whatever thread the answer came. */
    CompletionStage<List<Long>> start(ScriptCall call) {
        return start(masters.slot(call.keys(), call.moreKeys()), call);
    }

    private CompletionStage<List<Long>> start(int slot, ScriptCall call) {
        Optional<RedisLink> link = masters.of(slot);
        return link.isPresent()
                ? link.get().run(call)
                : CompletableFuture.failedFuture(new RedisUnavailable("Redis: no master for the slot"));
    }

    /** What each master said of itself last; one that is not connected too. */
    public List<MasterState> servers() {
        return masters.all().stream().map(RedisLink::state).toList();
    }

    /** What the master that has {@code key} said of itself last. */
    MasterState state(byte[] key) {
        return masters.of(masters.slot(List.of(key), List.of()))
                .map(RedisLink::state)
                .orElse(MasterState.UNKNOWN);
    }

    /** The {@link ServerIdentity} of the server that has {@code key}, if it is connected, a master and fit for the fence. */
    Optional<String> server(byte[] key) {
        return masters.of(masters.slot(List.of(key), List.of())).flatMap(RedisLink::server);
    }

    /**
     * Calls {@code action} with the {@link ServerIdentity} of a server that has replaced its data: before any answer that
     * comes from the new ones.
     */
    void onReplaced(Consumer<String> action) {
        replacements.action = action;
    }

    /**
     * How long Redis takes to answer a {@code PING}; in a cluster, the slowest of all masters. Fails with {@link
     * RedisUnavailable} when one does not, or a slot has none.
     */
    public Uni<Duration> ping() {
        return CallerContext.resume(this::pingAll)
                .onFailure()
                .transform(failure -> RedisUnavailable.of("ping", failure));
    }

    private CompletionStage<Duration> pingAll() {
        if (!masters.isComplete()) {
            return CompletableFuture.failedFuture(new RedisUnavailable("Redis: slots without a master"));
        }
        return masters.all().stream()
                .map(RedisLink::ping)
                .reduce((one, other) -> one.thenCombine(other, (a, b) -> a.compareTo(b) > 0 ? a : b))
                .orElseThrow();
    }

    /** Ends the connections and their threads; whatever still waits for an answer fails. Takes up to a few seconds. */
    @Override
    public void close() {
        masters.close();
    }

    /** Who hears of replaced data, which may come after the connections. */
    private static final class Replacements {
        private volatile Consumer<String> action = server -> {};

        void heard(String server) {
            action.accept(server);
        }
    }

    static Throwable root(Throwable failure) {
        Throwable cause = failure.getCause();
        return failure instanceof CompletionException && cause != null ? cause : failure;
    }
}
