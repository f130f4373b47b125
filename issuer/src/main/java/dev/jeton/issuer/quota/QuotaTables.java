package dev.jeton.issuer.quota;

import dev.jeton.crypto.json.JsonWriter;
import dev.jeton.issuer.quota.HighWaterMarks.Mark;
import dev.jeton.service.store.Database;
import dev.jeton.service.store.Recordset;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;

/** The tables {@code quota_arena} and {@code quota_mark}. Every call fails when PostgreSQL does not answer. */
@Singleton
class QuotaTables {
    /** Longer than clocks differ: nobody serves an arena any more when its rows go. */
    private static final Duration KEPT = Duration.ofHours(1);

    private static final String REGISTER = """
            insert into quota_arena (arena, epoch, not_after) values (:arena, :epoch, :notAfter) on conflict do nothing
            """;

    private static final String UNREGISTER = "delete from quota_arena where arena = :arena";

    private static final String MARKS = "select msp, tokens from quota_mark where arena = :arena";

    /** In one order, so that replicas wait for each other and do not lock each other out. */
    private static final String RAISE = """
            insert into quota_mark (arena, msp, tokens)
            select m.arena, m.msp, m.tokens
            from jsonb_to_recordset(cast(cast(:marks as text) as jsonb) -> 'rows')
                 as m(arena text, msp text, tokens bigint)
            join quota_arena a on a.arena = m.arena
            order by m.arena, m.msp
            on conflict (arena, msp) do update set tokens = greatest(quota_mark.tokens, excluded.tokens)
            """;

    private static final String TOTALS = """
            select a.epoch, cast(coalesce(sum(m.tokens), 0) as bigint) as tokens
            from quota_arena a left join quota_mark m on m.arena = a.arena
            group by a.epoch
            """;

    private static final String FORGET_ENDED = "delete from quota_arena where not_after < :ended";

    private final Database database;

    QuotaTables(Database database) {
        this.database = database;
    }

    /** Makes room for what is kept about {@code arena}, unless there is. */
    Uni<Void> register(QuotaArena arena) {
        return database.run(session -> session.createNativeQuery(REGISTER)
                .setParameter("arena", arena.name())
                .setParameter("epoch", arena.key().epoch().id())
                .setParameter("notAfter", arena.key().epoch().notAfter().getEpochSecond())
                .executeUpdate()
                .replaceWithVoid());
    }

    /** Takes that back, with all that is kept about {@code arena}: nobody has used it. */
    Uni<Void> unregister(QuotaArena arena) {
        return database.run(session -> session.createNativeQuery(UNREGISTER)
                .setParameter("arena", arena.name())
                .executeUpdate()
                .replaceWithVoid());
    }

    Uni<List<Mark>> marks(Mutiny.StatelessSession session, String arena) {
        return session.createNativeQuery(MARKS, Object[].class)
                .setParameter("arena", arena)
                .getResultList()
                .map(rows -> rows.stream()
                        .map(row -> new Mark(arena, (String) row[0], (Long) row[1]))
                        .toList());
    }

    /** Raises marks to {@code raised}, and lowers none. Those of arenas that are forgotten are left out. */
    Uni<Void> raise(Mutiny.StatelessSession session, List<Mark> raised) {
        if (raised.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        List<JsonWriter> rows = raised.stream()
                .map(mark -> new JsonWriter()
                        .put("arena", mark.arena())
                        .put("msp", mark.msp())
                        .put("tokens", mark.tokens()))
                .toList();
        return session.createNativeQuery(RAISE)
                .setParameter("marks", Recordset.of(rows))
                .executeUpdate()
                .replaceWithVoid();
    }

    /** Tokens charged, by epoch, as the marks have it. */
    Uni<Map<Long, Long>> totals() {
        return database.run(session -> session.createNativeQuery(TOTALS, Object[].class)
                .getResultList()
                .map(rows -> rows.stream().collect(Collectors.toMap(row -> (Long) row[0], row -> (Long) row[1]))));
    }

    /** Forgets what nobody asks for any more. */
    Uni<Void> forget(Instant now) {
        return database.run(session -> session.createNativeQuery(FORGET_ENDED)
                .setParameter("ended", now.minus(KEPT).getEpochSecond())
                .executeUpdate()
                .replaceWithVoid());
    }
}
