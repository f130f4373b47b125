package dev.jeton.lookup.atrest;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduler;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Deletes rows that mean nothing any more, a few at a time; any number of replicas may do so at once.
 *
 * <p>A mapping's {@code seq} means something for longer than the mapping: an older one may have been signed for longer, and
 * must not come back.
 */
@ApplicationScoped
class ForgottenRows {
    private static final int AT_ONCE = 1000;

    private static final String DELETE = """
            delete from mapping
             where (row_key, owner_key) in (select row_key, owner_key from mapping
                     where expires_on < case when listed then cast(:outlived as date) else cast(:countedFrom as date) end
                     limit :atOnce for update skip locked)
            """;

    private final StoreSessions sessions;
    private final InstantSource clock;

    ForgottenRows(StoreSessions sessions, InstantSource clock) {
        this.sessions = sessions;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event, Scheduler scheduler) {
        scheduler
                .newJob("forgotten rows")
                .setInterval("PT10M")
                .setConcurrentExecution(Scheduled.ConcurrentExecution.SKIP)
                .setAsyncTask(execution -> delete(clock.instant()).onFailure().recoverWithNull())
                .schedule();
    }

    /** Deletes all that nobody counts at {@code now}. */
    Uni<Void> delete(Instant now) {
        return sessions.writing(session -> session.createNativeQuery(DELETE)
                        .setParameter("countedFrom", Days.countedFrom(now))
                        .setParameter("outlived", Days.outlived(now))
                        .setParameter("atOnce", AT_ONCE)
                        .executeUpdate())
                .chain(gone -> gone < AT_ONCE ? Uni.createFrom().voidItem() : delete(now));
    }
}
