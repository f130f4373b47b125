package dev.jeton.issuer.keys;

import dev.jeton.service.store.Database;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import org.hibernate.reactive.mutiny.Mutiny;

/** The table {@code epoch_key}. Every call fails when PostgreSQL does not answer. */
@Singleton
class KeyStore {
    /** Names the advisory lock; any number that nothing else in this database uses. */
    private static final long ROTATION_LOCK = 0x6a65746f6e01L;

    private final Database database;

    KeyStore(Database database) {
        this.database = database;
    }

    Uni<List<EpochKeyRow>> all() {
        return database.run(KeyStore::all);
    }

    /** What {@code work} makes of the rows, in one transaction that no other such transaction of any replica overlaps. */
    <T> Uni<T> exclusively(BiFunction<Mutiny.StatelessSession, List<EpochKeyRow>, Uni<T>> work) {
        return database.inTransaction(
                session -> session.createNativeQuery("select 1 from pg_advisory_xact_lock(:lock)", Integer.class)
                        .setParameter("lock", ROTATION_LOCK)
                        .getSingleResult()
                        .chain(() -> all(session))
                        .chain(rows -> work.apply(session, rows)));
    }

    /** Inserts {@code row} if {@code wanted} still holds for the rows that are there; false if not. */
    Uni<Boolean> insertIf(Predicate<List<EpochKeyRow>> wanted, EpochKeyRow row) {
        return exclusively((session, rows) -> wanted.test(rows)
                ? session.insert(row).replaceWith(true)
                : Uni.createFrom().item(false));
    }

    /**
     * Destroys the private halves that no longer sign, and forgets keys whose tokens nobody accepts any more. Who steals
     * store and key-encryption key afterwards can make no token of a past epoch.
     */
    Uni<Void> destroy(Instant now) {
        return database.inTransaction(session -> session.createMutationQuery(
                        "update EpochKeyRow set sealedSigningKey = null, sealedQuotaKey = null"
                                + " where ends <= :ended and sealedSigningKey is not null")
                .setParameter("ended", now.minus(Epoch.OVERLAP).getEpochSecond())
                .executeUpdate()
                .chain(() -> session.createMutationQuery("delete from EpochKeyRow where notAfter <= :now")
                        .setParameter("now", now.getEpochSecond())
                        .executeUpdate())
                .replaceWithVoid());
    }

    private static Uni<List<EpochKeyRow>> all(Mutiny.StatelessSession session) {
        return session.createSelectionQuery("from EpochKeyRow order by notBefore", EpochKeyRow.class)
                .getResultList();
    }
}
