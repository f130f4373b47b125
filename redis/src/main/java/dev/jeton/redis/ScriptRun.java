package dev.jeton.redis;

import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;

/** A {@link ScriptCall} on its way over one connection. An answer counts only if it came from the data it was meant for. */
final class ScriptRun implements BiConsumer<List<Long>, Throwable> {
    private final RedisLink link;
    private final RedisSession session;
    private final ScriptCall call;
    private final int replacements;
    private final CompletableFuture<List<Long>> outcome = new CompletableFuture<>();
    private boolean bySource;

    private ScriptRun(RedisLink link, RedisSession session, ScriptCall call) {
        this.link = link;
        this.session = session;
        this.call = call;
        this.replacements = session.replacements();
    }

    /**
     * Fails with {@link OtherServer} if nothing was sent because the data are another server's, with {@link Unfit} if that
     * one must not hold them, else with {@link RedisUnavailable}.
     */
    static CompletableFuture<List<Long>> start(RedisLink link, RedisSession session, ScriptCall call) {
        ScriptRun run = new ScriptRun(link, session, call);
        if (call.server().isPresent()) {
            Optional<String> server = session.server();
            if (server.isEmpty()) {
                return CompletableFuture.failedFuture(new RedisUnavailable("Redis: not known to be a master"));
            }
            if (!server.get().equals(call.server().get())) {
                return CompletableFuture.failedFuture(new OtherServer());
            }
            Optional<FenceReason> unfit = session.state().unfit();
            if (unfit.isPresent()) {
                return CompletableFuture.failedFuture(new Unfit(unfit.get()));
            }
        }
        run.send(CommandType.EVALSHA, call.bySha1());
        return run.outcome;
    }

    private void send(CommandType command, CommandArgs<byte[], byte[]> arguments) {
        var unused = session.script(command, arguments).whenComplete(this);
    }

    /** The answer of Redis, or why there is none; one of them is null. */
    @Override
    public void accept(List<Long> answer, Throwable failure) {
        session.heard(Optional.ofNullable(failure));
        if (failure == null) {
            answered(answer);
        } else if (!bySource && RedisScripts.root(failure) instanceof RedisNoScriptException) {
            // Redis has restarted or flushed its scripts, and so has not run this one. EVAL runs and keeps it.
            bySource = true;
            send(CommandType.EVAL, call.bySource());
        } else {
            failed(failure);
        }
    }

    private void answered(List<Long> answer) {
        if (answer.isEmpty() || answer.get(0) <= call.seen()) {
            conclude(answer);
            return;
        }
        var unused = session.replicated().whenComplete((nothing, failure) -> {
            if (failure == null) {
                conclude(answer);
            } else {
                failed(failure);
            }
        });
    }

    private void conclude(List<Long> answer) {
        if (call.server().isEmpty() || session.isStill(replacements)) {
            outcome.complete(answer);
        } else {
            outcome.completeExceptionally(new RedisUnavailable("Redis: its data are not those that it had"));
        }
    }

    private void failed(Throwable failure) {
        link.failed(session, failure);
        outcome.completeExceptionally(RedisUnavailable.of("script " + call.script(), failure));
    }
}
