package dev.jeton.lookup.atrest;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduler;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;

/**
 * Moves the rows of former outer keys to the current ones, a few at a time, while lookups find them under both. Any number
 * of replicas may do so at once, and none has to finish: what was moved says so itself.
 */
@ApplicationScoped
class Rewrapping {
    /** Also how many locks its transaction holds: writers of these identifiers wait for it. */
    private static final int AT_ONCE = 25;

    private static final String SOME = SealedRow.SELECT + "where outerKeyId = :id";

    private static final Logger LOG = Logger.getLogger(Rewrapping.class);

    private final AtomicBoolean toldOfAFailure = new AtomicBoolean();
    private final StoreSessions sessions;
    private final AtRestKeys keys;
    private final int perSecond;
    private final Counter moved;

    Rewrapping(StoreSessions sessions, AtRestKeys keys, AtRestConfig config, MeterRegistry metrics) {
        this.sessions = sessions;
        this.keys = keys;
        this.perSecond = config.rewrapsPerSecond();
        if (perSecond < 0) {
            throw new IllegalArgumentException("jeton.lookup.at-rest.rewraps-per-second: expected 0 or more");
        }
        this.moved = metrics.counter("jeton.lookup.rewrapped.rows");
    }

    void start(@Observes StartupEvent event, Scheduler scheduler) {
        if (perSecond == 0 || keys.former().isEmpty()) {
            return;
        }
        scheduler
                .newJob("rewrapping")
                .setInterval("PT1S")
                .setConcurrentExecution(Scheduled.ConcurrentExecution.SKIP)
                .setAsyncTask(execution -> all().onFailure().recoverWithNull())
                .schedule();
    }

    private Uni<Void> all() {
        return keys.former().stream()
                .map(pair -> move(pair, perSecond))
                .reduce(Uni.createFrom().voidItem(), (before, next) -> before.chain(() -> next));
    }

    /** Moves rows of {@code pair} until there are none that can be moved now, or {@code most} have been. */
    Uni<Void> move(OuterKeys pair, int most) {
        return move(pair, most, 0);
    }

    /** Passes over {@code stuck} rows, that many could not be moved just now: they must not keep those behind them. */
    private Uni<Void> move(OuterKeys pair, int most, int stuck) {
        int atOnce = Math.min(AT_ONCE, most);
        return sessions.writing(session -> session.createQuery(SOME, SealedRow.class)
                        .setParameter("id", pair.id())
                        .setFirstResult(stuck)
                        .setMaxResults(atOnce)
                        .getResultList()
                        .chain(rows -> move(session, rows)))
                .invoke(batch -> moved.increment(batch.moved()))
                .chain(batch -> batch.seen() < atOnce || batch.moved() >= most
                        ? Uni.createFrom().voidItem()
                        : move(pair, most - batch.moved(), stuck + batch.seen() - batch.moved()));
    }

    private Uni<Batch> move(Mutiny.StatelessSession session, List<SealedRow> rows) {
        return rows.stream()
                .map(row -> move(session, row))
                .reduce(Uni.createFrom().item(0), (before, next) -> before.chain(sum -> next.map(one -> sum + one)))
                .map(done -> new Batch(rows.size(), done));
    }

    private record Batch(int seen, int moved) {}

    /** A row that does not open must not keep the others. It stays where it is, and is counted among those to be moved. */
    private Uni<Integer> move(Mutiny.StatelessSession session, SealedRow row) {
        try {
            return new Rewrap(session, keys).move(row);
        } catch (IllegalStateException e) {
            if (toldOfAFailure.compareAndSet(false, true)) {
                LOG.errorf("rows of outer key %d stay where they are: %s", row.outerKeyId(), e.getMessage());
            }
            return Uni.createFrom().item(0);
        }
    }
}
