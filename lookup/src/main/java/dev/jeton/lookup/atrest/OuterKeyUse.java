package dev.jeton.lookup.atrest;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduler;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;

/**
 * Which outer keys rows still need. Tells operators how many are left of each former pair, and knows when there are rows
 * of a pair that this process does not have: it would answer as if they did not exist.
 */
@ApplicationScoped
class OuterKeyUse {
    /** All numbers that rows bear: a probe of the index for each, however many rows. */
    static final String IN_USE = """
            with recursive outer_keys_in_use (id) as (
              (select min(outer_key_id) from mapping)
              union all
              select (select min(outer_key_id) from mapping where outer_key_id > id) from outer_keys_in_use
               where id is not null)
            select cast(id as integer) from outer_keys_in_use where id is not null
            """;

    /** Counting stops where it would begin to cost. */
    private static final int MOST = 1_000_000;

    private static final String LEFT = """
            select count(*) from (select 1 from mapping where outer_key_id = :id limit :most) as outer_keys_in_use
            """;

    private static final Logger EVENTS = Logger.getLogger("jeton.lookup");

    private final Map<Integer, Long> left = new ConcurrentHashMap<>();
    private volatile Set<Integer> missing = Set.of();
    private final StoreSessions sessions;
    private final List<Integer> former;
    private final Set<Integer> known;

    OuterKeyUse(StoreSessions sessions, AtRestKeys keys, MeterRegistry metrics) {
        this.sessions = sessions;
        this.former = keys.former().stream().map(pair -> (int) pair.id()).toList();
        this.known = keys.all().stream().map(pair -> (int) pair.id()).collect(Collectors.toUnmodifiableSet());
        for (int id : former) {
            Gauge.builder("jeton.lookup.rows.to.rewrap", left, counts -> counts.getOrDefault(id, (long) MOST))
                    .tag("outer_key", Integer.toString(id))
                    .register(metrics);
        }
    }

    void start(@Observes StartupEvent event, Scheduler scheduler) {
        scheduler
                .newJob("outer keys in use")
                .setInterval("PT30S")
                .setConcurrentExecution(Scheduled.ConcurrentExecution.SKIP)
                .setAsyncTask(execution -> look().onFailure().recoverWithNull())
                .schedule();
    }

    /** Numbers of outer keys that rows bear and this process does not have; none, unless there is a mistake. */
    Set<Integer> missing() {
        return missing;
    }

    Uni<Void> look() {
        return sessions.reading(session -> session.createNativeQuery(IN_USE, Integer.class)
                .getResultList()
                .invoke(this::noteMissing)
                .chain(() -> former.stream()
                        .map(id -> count(session, id))
                        .reduce(Uni.createFrom().voidItem(), (before, next) -> before.chain(() -> next))));
    }

    private Uni<Void> count(Mutiny.StatelessSession session, int id) {
        return session.createNativeQuery(LEFT, Long.class)
                .setParameter("id", id)
                .setParameter("most", MOST)
                .getSingleResult()
                .invoke(rows -> noteLeft(id, rows))
                .replaceWithVoid();
    }

    private void noteMissing(List<Integer> inUse) {
        Set<Integer> now = inUse.stream().filter(id -> !known.contains(id)).collect(Collectors.toUnmodifiableSet());
        if (!now.equals(missing)) {
            now.forEach(id -> EVENTS.errorf("event=outer-key-missing outer-key=%d", id));
            missing = now;
        }
    }

    private void noteLeft(int id, long rows) {
        Long before = left.put(id, rows);
        if (before == null || before != rows) {
            EVENTS.infof(
                    rows == 0 ? "event=outer-key-unused outer-key=%d rows=%d" : "event=rewrapping outer-key=%d rows=%d",
                    id,
                    rows);
        }
    }
}
