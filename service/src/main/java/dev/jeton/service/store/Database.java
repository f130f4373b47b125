package dev.jeton.service.store;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
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
    private final OwnContext contexts;

    Database(Mutiny.SessionFactory sessions, Schema schema, OwnContext contexts) {
        this.sessions = sessions;
        this.schema = schema;
        this.contexts = contexts;
    }

    /** What {@code work} emits; each of its statements stands for itself. */
    public <T> Uni<T> run(Function<Mutiny.StatelessSession, Uni<T>> work) {
        return inOwnContext(() -> sessions.withStatelessSession(work));
    }

    /** What {@code work} emits, once its transaction is committed. A failure rolls it back. */
    public <T> Uni<T> inTransaction(Function<Mutiny.StatelessSession, Uni<T>> work) {
        return inOwnContext(() -> sessions.withStatelessTransaction(work));
    }

    private <T> Uni<T> inOwnContext(Supplier<Uni<T>> work) {
        return contexts.run(() -> schema.ensureCurrent().chain(work::get));
    }
}
