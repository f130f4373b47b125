package dev.jeton.service.audit;

import dev.jeton.service.store.Database;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;

/** The table {@code audit_trail}. Safe for concurrent use. */
@Singleton
public class AuditTrail {
    public static final int MAX_ENTRIES = 1000;

    private static final String ADD = """
            insert into audit_trail (operator, action, subject, reason) values (:operator, :action, :subject, :reason)
            """;

    private static final String LATEST = """
            select at, operator, action, subject, reason from audit_trail order by id desc limit :most
            """;

    private final Database database;

    AuditTrail(Database database) {
        this.database = database;
    }

    /** One line of the trail. */
    public record Entry(Instant at, OperatorAction action) {}

    /** Adds {@code action} in the transaction of {@code session}. */
    public Uni<Void> add(Mutiny.StatelessSession session, OperatorAction action) {
        return session.createNativeQuery(ADD)
                .setParameter("operator", action.operator())
                .setParameter("action", action.action())
                .setParameter("subject", action.subject())
                .setParameter("reason", action.reason())
                .executeUpdate()
                .replaceWithVoid();
    }

    /** The latest {@code most} entries, at most {@value #MAX_ENTRIES}, the newest first. */
    public Uni<List<Entry>> latest(int most) {
        return database.run(session -> session.createNativeQuery(LATEST, Object[].class)
                .setParameter("most", Math.max(0, Math.min(most, MAX_ENTRIES)))
                .getResultList()
                .map(rows -> rows.stream().map(AuditTrail::entry).toList()));
    }

    private static Entry entry(Object[] row) {
        return new Entry(
                ((OffsetDateTime) row[0]).toInstant(),
                new OperatorAction((String) row[1], (String) row[2], (String) row[3], (String) row[4]));
    }
}
