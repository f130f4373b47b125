package dev.jeton.service.store;

import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * A Vert.x context for one piece of work alone: Hibernate keeps the session in the context that asks for one, so that two
 * pieces of work on one context would share it. Safe for concurrent use.
 */
@Singleton
public class OwnContext {
    private final Vertx vertx;

    OwnContext(Vertx vertx) {
        this.vertx = vertx;
    }

    /** What {@code work} emits; called on a Vert.x context it is emitted there, else on some event loop. */
    public <T> Uni<T> run(Supplier<Uni<T>> work) {
        return Uni.createFrom().deferred(() -> {
            Context caller = Vertx.currentContext();
            Context own = VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext());
            VertxContextSafetyToggle.setContextSafe(own, true);
            Uni<T> done = Uni.createFrom().voidItem().emitOn(on(own)).chain(work::get);
            return caller == null ? done : done.emitOn(on(caller));
        });
    }

    private static Executor on(Context context) {
        return task -> context.runOnContext(ignored -> task.run());
    }
}
