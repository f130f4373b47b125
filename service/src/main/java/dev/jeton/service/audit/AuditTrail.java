package dev.jeton.service.audit;

import dev.jeton.service.store.Database;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;

/** The table {@code audit_trail}. Safe for concurrent use. */
@Singleton
public class AuditTrail {
    public static final int MAX_ENTRIES = 1000;

    private static final String LATEST = "from AuditRow order by id desc";

    private final Database database;

    AuditTrail(Database database) {
        this.database = database;
    }

    /** One line of the trail. */
    public record Entry(Instant at, OperatorAction action) {}

    /** Adds {@code action} in the transaction of {@code session}. */
    public Uni<Void> add(Mutiny.StatelessSession session, OperatorAction action) {
        return session.insert(AuditRow.of(action));
    }

    /** The latest {@code most} entries, at most {@value #MAX_ENTRIES}, the newest first. */
    public Uni<List<Entry>> latest(int most) {
        int rows = Math.max(0, Math.min(most, MAX_ENTRIES));
        return database.run(session -> session.createSelectionQuery(LATEST, AuditRow.class)
                .setMaxResults(rows)
                .getResultList()
                .map(all -> all.stream().map(AuditRow::entry).toList()));
    }
}
