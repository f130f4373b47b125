package dev.jeton.lookup.atrest;

import dev.jeton.service.audit.AuditTrail;
import dev.jeton.service.audit.OperatorAction;
import dev.jeton.service.store.Database;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.util.List;

/**
 * What operators see of the removals that wait, and decide about them: of all that one CSIP sent on one day, and each
 * decision with its entry in the audit trail. Fails as PostgreSQL does. Safe for concurrent use.
 */
@Singleton
public class HeldDecisions {
    private static final int MAX_GROUPS = 1000;

    private static final String GROUPS = """
            select csip, held_on, count(*) filter (where not released), count(*) filter (where released)
              from held_removal group by csip, held_on order by held_on, csip limit :most
            """;

    /** What has come since the operator looked is not what he decided about: a thief could add to what the CSIP vouched for. */
    private static final String THOSE_SEEN = """
            where csip = :csip and held_on = :day and not released and :waiting = (
              select count(*) from held_removal where csip = :csip and held_on = :day and not released)
            """;

    private static final String RELEASE = "update held_removal set released = true " + THOSE_SEEN;

    private static final String REJECT = "delete from held_removal " + THOSE_SEEN;

    private final Database database;
    private final AuditTrail trail;

    HeldDecisions(Database database, AuditTrail trail) {
        this.database = database;
        this.trail = trail;
    }

    /**
     * What one CSIP sent on one day (UTC).
     *
     * @param waiting how many wait for an operator
     * @param released how many are about to be carried out
     */
    public record Group(String csip, LocalDate day, long waiting, long released) {}

    /** All that is held, the oldest first, {@value #MAX_GROUPS} groups at most. */
    public Uni<List<Group>> groups() {
        return database.run(session -> session.createNativeQuery(GROUPS, Object[].class)
                .setParameter("most", MAX_GROUPS)
                .getResultList()
                .map(rows -> rows.stream()
                        .map(row -> new Group((String) row[0], (LocalDate) row[1], (Long) row[2], (Long) row[3]))
                        .toList()));
    }

    /** Which removals a decision is about: those of one CSIP and day that waited when its operator looked. */
    public record Seen(String csip, LocalDate day, long waiting) {}

    /** Has {@code seen} carried out. Emits how many; 0, and no entry, if by now others wait, or none. */
    public Uni<Integer> release(Seen seen, OperatorAction action) {
        return decide(RELEASE, seen, action);
    }

    /** Forgets {@code seen}. Emits how many; 0, and no entry, if by now others wait, or none. */
    public Uni<Integer> reject(Seen seen, OperatorAction action) {
        return decide(REJECT, seen, action);
    }

    private Uni<Integer> decide(String statement, Seen seen, OperatorAction action) {
        return database.inTransaction(session -> session.createNativeQuery(statement)
                .setParameter("csip", seen.csip())
                .setParameter("day", seen.day())
                .setParameter("waiting", seen.waiting())
                .executeUpdate()
                .call(decided -> decided == 0 ? Uni.createFrom().voidItem() : trail.add(session, action)));
    }
}
