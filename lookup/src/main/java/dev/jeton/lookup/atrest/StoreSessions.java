package dev.jeton.lookup.atrest;

import dev.jeton.service.store.StoreOutage;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The way to PostgreSQL: bounded in time, and it knows whether there is an outage.
 *
 * <p>Everything fails with {@link StoreUnavailable} while PostgreSQL does not answer and work again when it does.
 * Subscribe on a Vert.x context and do nothing in parallel on it: it has one session. Safe for concurrent use.
 */
@ApplicationScoped
public class StoreSessions {
    /** Serialises the writers of one identifier until their transactions end; readers do not wait. */
    private static final String LOCK = "select 1 from pg_advisory_xact_lock(:lock)";

    private static final Logger LOG = Logger.getLogger(StoreSessions.class);

    private final AtomicBoolean down = new AtomicBoolean();
    private final Mutiny.SessionFactory sessions;
    private final Duration timeout;

    StoreSessions(Mutiny.SessionFactory sessions, StoreConfig config) {
        this.sessions = sessions;
        this.timeout = config.timeout();
    }

    /**
     * Completes, at no cost while all is well. During an outage it asks first, and fails with {@link StoreUnavailable} as
     * long as PostgreSQL does not answer: ask this before a token is spent on a question that could not be answered.
     */
    public Uni<Void> reachable() {
        return Uni.createFrom()
                .deferred(() -> down.get() ? ping() : Uni.createFrom().voidItem());
    }

    /** Completes if PostgreSQL answers. */
    Uni<Void> ping() {
        return reading(session -> session.createNativeQuery("select 1").getSingleResult())
                .replaceWithVoid();
    }

    <T> Uni<T> reading(Function<Mutiny.StatelessSession, Uni<T>> work) {
        return bounded(sessions.withStatelessSession(work));
    }

    /** Does {@code work} in one transaction, and nobody else does who has to have the same {@code lock}. */
    <T> Uni<T> writing(long lock, Function<Mutiny.StatelessSession, Uni<T>> work) {
        return bounded(sessions.withStatelessTransaction(session -> session.createNativeQuery(LOCK)
                .setParameter("lock", lock)
                .getSingleResult()
                .chain(() -> work.apply(session))));
    }

    /** Does {@code work} in one transaction, beside whoever else writes. */
    <T> Uni<T> writing(Function<Mutiny.StatelessSession, Uni<T>> work) {
        return bounded(sessions.withStatelessTransaction(work));
    }

    /** Stops waiting after the timeout. The work itself goes on: to cancel it would leave its session open for good. */
    private <T> Uni<T> bounded(Uni<T> work) {
        return work.memoize()
                .indefinitely()
                .ifNoItem()
                .after(timeout)
                .fail()
                .onFailure(StoreOutage::is)
                .transform(StoreUnavailable::new)
                .onItemOrFailure()
                .invoke((answer, failure) -> note(failure));
    }

    /** Once per outage, for the operator: the requests themselves say no more than that it is one. */
    private void note(@Nullable Throwable failure) {
        if (failure instanceof StoreUnavailable outage) {
            if (down.compareAndSet(false, true)) {
                LOG.warnf("PostgreSQL does not answer, trying on: %s", outage.getMessage());
            }
        } else if (down.compareAndSet(true, false)) {
            LOG.info("PostgreSQL answers again");
        }
    }
}
