package dev.jeton.issuer.keys;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.hibernate.reactive.mutiny.Mutiny;

/** The table {@code epoch_key}. Every call needs a Vert.x context and fails when PostgreSQL does not answer. */
@Singleton
class KeyStore {
    /** Names the advisory lock; any number that nothing else in this database uses. */
    private static final long ROTATION_LOCK = 0x6a65746f6e01L;

    private final Mutiny.SessionFactory sessions;

    KeyStore(Mutiny.SessionFactory sessions) {
        this.sessions = sessions;
    }

    Uni<List<EpochKeyRow>> all() {
        return sessions.withStatelessSession(KeyStore::all);
    }

    /**
     * Inserts {@code row} if {@code wanted} still holds for the rows that are there, in one transaction that no other
     * replica's rotation overlaps; false if not.
     */
    Uni<Boolean> insertIf(Predicate<List<EpochKeyRow>> wanted, EpochKeyRow row) {
        return sessions.withStatelessTransaction(
                session -> session.createNativeQuery("select 1 from pg_advisory_xact_lock(:lock)", Integer.class)
                        .setParameter("lock", ROTATION_LOCK)
                        .getSingleResult()
                        .chain(() -> all(session))
                        .chain(rows -> wanted.test(rows)
                                ? session.insert(row).replaceWith(true)
                                : Uni.createFrom().item(false)));
    }

    /**
     * Destroys the private halves that no longer sign, and forgets keys whose tokens nobody accepts any more. Who steals
     * store and key-encryption key afterwards can make no token of a past epoch.
     */
    Uni<Void> retire(Instant now) {
        return sessions.withStatelessTransaction(session -> session.createMutationQuery(
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
