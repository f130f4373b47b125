package dev.jeton.issuer.msp;

import dev.jeton.crypto.csi.MspUri;
import dev.jeton.service.audit.AuditTrail;
import dev.jeton.service.audit.OperatorAction;
import dev.jeton.service.store.Database;
import dev.jeton.service.store.Outage;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduler;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;

/**
 * The table {@code msp_suspension}: whom operators have suspended, beside what documents say. Every replica reads it again
 * and again; while PostgreSQL is away, what was read last stays. Reading never waits. Safe for concurrent use.
 */
@Singleton
public class Suspensions {
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(10);

    private static final String ALL = "select msp, operator, since, reason from msp_suspension";

    /** Whose suspension it is does not change when another operator says the same. */
    private static final String SUSPEND = """
            insert into msp_suspension (msp, operator, reason) values (:msp, :operator, :reason)
            on conflict (msp) do nothing
            """;

    private static final String RESUME = "delete from msp_suspension where msp = :msp";

    private final Database database;
    private final AuditTrail audit;
    private final Outage outage =
            new Outage(Logger.getLogger("jeton.issuer"), "suspensions-not-read", "suspensions-read-again");
    private volatile Optional<Map<MspUri, Suspension>> known = Optional.empty();
    private final AtomicLong reads = new AtomicLong();
    private long latest;

    Suspensions(Database database, AuditTrail audit) {
        this.database = database;
        this.audit = audit;
    }

    void start(@Observes StartupEvent event, Scheduler scheduler, MspConfig config) {
        scheduler
                .newJob("suspensions")
                .setInterval(config.suspensionsEvery().toString())
                .setConcurrentExecution(Scheduled.ConcurrentExecution.SKIP)
                .setAsyncTask(execution -> readAgain())
                .schedule();
    }

    /** False until they have been read for the first time: nobody is known not to be suspended then. */
    boolean areKnown() {
        return known.isPresent();
    }

    /** The operators' suspension of {@code msp}, as far as this replica knows. */
    public Optional<Suspension> of(MspUri msp) {
        return known.map(suspensions -> suspensions.get(msp));
    }

    /** All of them, of providers that are not registered as well. */
    public Map<MspUri, Suspension> all() {
        return known.orElse(Map.of());
    }

    /** Suspends {@code msp}: here at once, on other replicas when they read again. */
    public Uni<Void> suspend(MspUri msp, OperatorAction action) {
        return change(
                action,
                session -> session.createNativeQuery(SUSPEND)
                        .setParameter("msp", msp.uri())
                        .setParameter("operator", action.operator())
                        .setParameter("reason", action.reason()));
    }

    /** Ends the operators' suspension of {@code msp}; what its document says stands. */
    public Uni<Void> resume(MspUri msp, OperatorAction action) {
        return change(action, session -> session.createNativeQuery(RESUME).setParameter("msp", msp.uri()));
    }

    /** Told in the trail even where nothing changes: an operator wanted it so. */
    private Uni<Void> change(OperatorAction action, Statement statement) {
        return database.inTransaction(
                        session -> statement.in(session).executeUpdate().chain(() -> audit.add(session, action)))
                .chain(this::read);
    }

    private interface Statement {
        Mutiny.MutationQuery in(Mutiny.StatelessSession session);
    }

    private Uni<Void> read() {
        return Uni.createFrom().deferred(() -> {
            long started = reads.incrementAndGet();
            return database.run(session ->
                            session.createNativeQuery(ALL, Object[].class).getResultList())
                    .invoke(rows -> takeOver(started, suspensions(rows)))
                    .replaceWithVoid();
        });
    }

    /** Unless it was read before what is known already: a slow answer must not undo a suspension. */
    private synchronized void takeOver(long started, Map<MspUri, Suspension> read) {
        if (started > latest) {
            latest = started;
            known = Optional.of(read);
        }
    }

    private Uni<Void> readAgain() {
        return read().ifNoItem()
                .after(READ_TIMEOUT)
                .fail()
                .invoke(outage::succeeded)
                .onFailure()
                .invoke(outage::failed)
                .onFailure()
                .recoverWithNull();
    }

    private static Map<MspUri, Suspension> suspensions(List<Object[]> rows) {
        Map<MspUri, Suspension> suspensions = new HashMap<>();
        for (Object[] row : rows) {
            suspensions.put(
                    new MspUri((String) row[0]),
                    new Suspension((String) row[1], ((OffsetDateTime) row[2]).toInstant(), (String) row[3]));
        }
        return Map.copyOf(suspensions);
    }
}
