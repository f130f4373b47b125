package dev.jeton.redeemer.embedded.ledger;

import dev.jeton.redeemer.spend.Generation;
import dev.jeton.service.EventLog;
import dev.jeton.service.audit.AuditTrail;
import dev.jeton.service.audit.OperatorAction;
import dev.jeton.service.store.Database;
import dev.jeton.service.store.Outage;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/** The provider's generation, the same for all of its replicas: in PostgreSQL, and the latest one seen in memory. */
@Singleton
class Generations {
    private static final String CURRENT = """
            select number, cast(1000 * extract(epoch from clock_timestamp() - began) as bigint)
            from ledger_generation order by number desc limit 1
            """;

    /** Nothing where it is not the next one. */
    private static final String BEGIN = """
            insert into ledger_generation (number)
            select :number where :number = (select max(number) + 1 from ledger_generation)
            on conflict do nothing
            """;

    private final Database database;
    private final AuditTrail trail;
    private final InstantSource clock;
    private final Outage outage;
    private volatile Optional<Generation> latest = Optional.empty();

    Generations(Database database, AuditTrail trail, InstantSource clock, EventLog events) {
        this.database = database;
        this.trail = trail;
        this.clock = clock;
        this.outage = new Outage(events.logger(), "generation-unknown", "generation-known");
    }

    /** The latest one seen; empty before PostgreSQL was read for the first time. */
    Optional<Generation> latest() {
        return latest;
    }

    /** Looks which it is. Never fails; what is known stays known. */
    Uni<Void> look() {
        return database.run(session ->
                        session.createNativeQuery(CURRENT, Object[].class).getSingleResult())
                .invoke(row -> {
                    Duration age = Duration.ofMillis((Long) row[1]);
                    latest = Optional.of(
                            new Generation((Long) row[0], clock.instant().minus(age)));
                    outage.succeeded();
                })
                .onFailure()
                .invoke(outage::failed)
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }

    /**
     * Begins generation {@code number}, if it is the next one, with {@code action} in the audit trail. Emits whether it did.
     * Fails as PostgreSQL does.
     */
    Uni<Boolean> begin(long number, OperatorAction action) {
        return database.inTransaction(session -> session.createNativeQuery(BEGIN)
                .setParameter("number", number)
                .executeUpdate()
                .map(rows -> rows == 1)
                .call(begun ->
                        begun ? trail.add(session, action) : Uni.createFrom().voidItem()));
    }
}
