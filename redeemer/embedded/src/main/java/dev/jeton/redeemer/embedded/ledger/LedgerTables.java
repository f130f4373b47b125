package dev.jeton.redeemer.embedded.ledger;

import dev.jeton.redeemer.spend.redis.LedgerBook;
import dev.jeton.redeemer.spend.redis.LedgerLayout;
import dev.jeton.service.store.Database;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;

/** How the families of tokens are laid out, in PostgreSQL. Fails as PostgreSQL does. Safe for concurrent use. */
@Singleton
class LedgerTables implements LedgerBook {
    private static final String PROPOSE = """
            insert into ledger_family (family, shards, buckets, ends) values (:family, :shards, :buckets, :ends)
            on conflict do nothing
            """;

    private static final String ADD_SHARDS = """
            insert into ledger_shard (arena, family)
            select family || '/' || number, family
            from ledger_family, generate_series(0, shards - 1) as number
            where family = :family
            on conflict do nothing
            """;

    private static final String LAYOUT = "select shards, buckets, ends from ledger_family where family = :family";

    /** By the one clock that all replicas share: one of theirs that is ahead would forget for all what is still spent. */
    private static final String FORGET_ENDED = """
            delete from ledger_family where ends < extract(epoch from clock_timestamp() - interval '1 hour')
            """;

    private final Database database;

    LedgerTables(Database database) {
        this.database = database;
    }

    @Override
    public Uni<LedgerLayout> layout(String family, LedgerLayout proposed) {
        return database.inTransaction(session -> session.createNativeQuery(PROPOSE)
                .setParameter("family", family)
                .setParameter("shards", proposed.shards())
                .setParameter("buckets", proposed.buckets())
                .setParameter("ends", proposed.ends().getEpochSecond())
                .executeUpdate()
                .chain(() -> session.createNativeQuery(ADD_SHARDS)
                        .setParameter("family", family)
                        .executeUpdate())
                .chain(() -> session.createNativeQuery(LAYOUT, Object[].class)
                        .setParameter("family", family)
                        .getSingleResult())
                .map(row -> new LedgerLayout((Integer) row[0], (Long) row[1], Instant.ofEpochSecond((Long) row[2]))));
    }

    /** Forgets the families that ended an hour ago, and all that the fence knows of them. */
    Uni<Void> forgetEnded() {
        return database.run(session ->
                session.createNativeQuery(FORGET_ENDED).executeUpdate().replaceWithVoid());
    }
}
