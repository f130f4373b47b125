package dev.jeton.lookup.testing;

import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Runs a pipeline as a request would: on a duplicated Vert.x context of its own. */
public final class OnContext {
    private static final int TIMEOUT_SECONDS = 30;

    private OnContext() {}

    public static <T> CompletableFuture<T> start(Vertx vertx, Supplier<Uni<T>> pipeline) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Context context = VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext());
        VertxContextSafetyToggle.setContextSafe(context, true);
        context.runOnContext(go -> {
            var unused = pipeline.get().subscribe().with(result::complete, result::completeExceptionally);
        });
        return result;
    }

    public static <T> T run(Vertx vertx, Supplier<Uni<T>> pipeline) throws Exception {
        return start(vertx, pipeline).get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    }
}
