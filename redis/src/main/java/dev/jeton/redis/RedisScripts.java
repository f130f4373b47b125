package dev.jeton.redis;

import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.IntegerListOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/**
 * Runs Lua scripts on one Redis over one pipelined connection.
 *
 * <p>Opens while Redis is down, fails fast with {@link RedisUnavailable} as long as it is, and resumes by itself. Each
 * call reaches Redis at most once; after a failure it may or may not have been applied. Everything is emitted on the
 * subscriber's Vert.x context, if it has one. Safe for concurrent use; meant to live as long as the service.
 */
public final class RedisScripts implements AutoCloseable {
    private final RedisLink link;

    private RedisScripts(RedisLink link) {
        this.link = link;
    }

    /** Starts to connect, and does not wait for it. */
    public static RedisScripts open(RedisSettings settings) {
        return new RedisScripts(RedisLink.open(settings));
    }

    /**
     * The integers that {@code script} answers. Runs at each subscription.
     *
     * <p>Keys and arguments are binary and must not be changed afterwards. Fails with {@link RedisUnavailable} and
     * nothing else.
     */
    public Uni<List<Long>> run(LuaScript script, List<byte[]> keys, List<byte[]> arguments) {
        return CallerContext.resume(() -> link.use(session -> run(session, script, keys, arguments)))
                .onFailure()
                .transform(failure -> unavailable("script " + script, failure));
    }

    /**
     * The integers that {@code script} answers, if the connection leads to {@code server} and its data stay the same until
     * the answer. Fails with {@link OtherServer} if it leads to another and nothing was sent, else with {@link
     * RedisUnavailable}.
     */
    Uni<List<Long>> runOn(String server, LuaScript script, List<byte[]> keys, List<byte[]> arguments) {
        return CallerContext.resume(() ->
                        link.use(session -> session.on(server, same -> run(same, script, keys, arguments))))
                .onFailure(failure -> !(root(failure) instanceof OtherServer))
                .transform(failure -> unavailable("script " + script, failure))
                .onFailure()
                .transform(RedisScripts::root);
    }

    /** The {@link ServerIdentity} of the server that is connected now, if it is a master. */
    Optional<String> server() {
        return link.server();
    }

    /** Calls {@code action} when the server has replaced its data: before any answer that comes from the new ones. */
    void onReplaced(Runnable action) {
        link.onReplaced(action);
    }

    /** How long Redis takes to answer a {@code PING}. Fails with {@link RedisUnavailable} when it does not. */
    public Uni<Duration> ping() {
        return CallerContext.resume(() -> link.use(RedisSession::ping))
                .onFailure()
                .transform(failure -> unavailable("ping", failure));
    }

    /** Ends the connection and its threads; whatever still waits for an answer fails. Takes up to a few seconds. */
    @Override
    public void close() {
        link.close();
    }

    private static CompletionStage<List<Long>> run(
            RedisSession session, LuaScript script, List<byte[]> keys, List<byte[]> arguments) {
        CommandArgs<byte[], byte[]> bySha1 = new CommandArgs<>(ByteArrayCodec.INSTANCE).add(script.sha1());
        return session.send(CommandType.EVALSHA, integers(), with(bySha1, keys, arguments))
                .exceptionallyCompose(failure -> {
                    if (!(root(failure) instanceof RedisNoScriptException)) {
                        return CompletableFuture.failedFuture(failure);
                    }
                    // Redis has restarted or flushed its scripts, and so has not run this one. EVAL runs and keeps it.
                    CommandArgs<byte[], byte[]> bySource =
                            new CommandArgs<>(ByteArrayCodec.INSTANCE).add(script.source());
                    return session.send(CommandType.EVAL, integers(), with(bySource, keys, arguments));
                });
    }

    private static IntegerListOutput<byte[], byte[]> integers() {
        return new IntegerListOutput<>(ByteArrayCodec.INSTANCE);
    }

    private static CommandArgs<byte[], byte[]> with(
            CommandArgs<byte[], byte[]> script, List<byte[]> keys, List<byte[]> arguments) {
        return script.add(keys.size()).addKeys(keys).addValues(arguments);
    }

    private static RedisUnavailable unavailable(String what, Throwable failure) {
        Throwable cause = root(failure);
        return cause instanceof RedisUnavailable known
                ? known
                : new RedisUnavailable(what + ": " + cause.getMessage(), cause);
    }

    static Throwable root(Throwable failure) {
        Throwable cause = failure.getCause();
        return failure instanceof CompletionException && cause != null ? cause : failure;
    }
}
