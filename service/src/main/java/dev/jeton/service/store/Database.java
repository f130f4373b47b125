package dev.jeton.service.store;

import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Runs work on PostgreSQL: each call in a session of its own, whoever calls and however many at once.
 *
 * <p>Called on a Vert.x context, the outcome is emitted there; else on some event loop. Runs at each subscription, and
 * fails as the driver does while PostgreSQL does not answer. Safe for concurrent use.
 */
@Singleton
public class Database {
    private final Mutiny.SessionFactory sessions;
    private final Schema schema;
    private final Vertx vertx;

    Database(Mutiny.SessionFactory sessions, Schema schema, Vertx vertx) {
        this.sessions = sessions;
        this.schema = schema;
        this.vertx = vertx;
    }

    /** What {@code work} emits; each of its statements stands for itself. */
    public <T> Uni<T> run(Function<Mutiny.StatelessSession, Uni<T>> work) {
        return inOwnContext(() -> sessions.withStatelessSession(work));
    }

    /** What {@code work} emits, once its transaction is committed. A failure rolls it back. */
    public <T> Uni<T> inTransaction(Function<Mutiny.StatelessSession, Uni<T>> work) {
        return inOwnContext(() -> sessions.withStatelessTransaction(work));
    }

    /** Hibernate keeps the session in the context that asks for one, so each call has a context to itself. */
    private <T> Uni<T> inOwnContext(Supplier<Uni<T>> work) {
        return Uni.createFrom().deferred(() -> {
            Context caller = Vertx.currentContext();
            Context own = VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext());
            VertxContextSafetyToggle.setContextSafe(own, true);
            Uni<T> done = schema.ensureCurrent().emitOn(on(own)).chain(work::get);
            return caller == null ? done : done.emitOn(on(caller));
        });
    }

    private static Executor on(Context context) {
        return task -> context.runOnContext(ignored -> task.run());
    }
}
