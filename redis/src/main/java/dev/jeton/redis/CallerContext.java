package dev.jeton.redis;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * The hop back to the caller's Vert.x context after I/O that somebody else's threads complete.
 *
 * <p>Without it a pipeline goes on wherever the answer arrived, on a thread without a context, and a database session
 * opened by that pipeline fails.
 */
public final class CallerContext {
    private CallerContext() {}

    /**
     * A {@code Uni} that makes {@code call} at each subscription and emits its outcome on the Vert.x context that
     * subscribed. Where there is no such context, it emits on the thread that completed the call.
     */
    public static <T> Uni<T> resume(Supplier<CompletionStage<T>> call) {
        return Uni.createFrom().deferred(() -> {
            Context caller = Vertx.currentContext();
            Uni<T> outcome = Uni.createFrom().completionStage(call);
            return caller == null ? outcome : outcome.emitOn(task -> caller.runOnContext(ignored -> task.run()));
        });
    }
}
