package dev.jeton.service.fence;

import dev.jeton.crypto.json.JsonWriter;
import dev.jeton.redis.Arming;
import dev.jeton.redis.FenceRecords;
import dev.jeton.service.store.Database;
import dev.jeton.service.store.Recordset;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * The fence's records in PostgreSQL, in the tables {@code fence_arming} and {@code fence_member}; what a service keeps beside
 * them is written and read in the same transactions ({@link FenceCompanion}).
 *
 * <p>Fails as PostgreSQL does. Safe for concurrent use.
 */
@Singleton
public class PostgresFenceRecords implements FenceRecords {
    private static final String READ = """
            select a.arena, a.attempt, a.armed, a.server, a.floor, a.fenced,
                   cast(1000 * extract(epoch from clock_timestamp() - a.changed) as bigint) as age,
                   m.process, m.mark, m.closed,
                   cast(1000 * extract(epoch from clock_timestamp() - m.reported) as bigint) as silence
            from fence_arming a left join fence_member m on m.arena = a.arena and m.arming = a.armed
            where a.arena in (:arenas)
            """;

    private static final String INSERT_ARMING = """
            insert into fence_arming (arena, attempt, armed, server, floor, fenced)
            values (:arena, :attempt, :armed, :server, :floor, :fenced) on conflict do nothing
            """;

    private static final String REPLACE_ARMING = """
            update fence_arming set attempt = :attempt, armed = :armed, server = :server, floor = :floor,
                   fenced = :fenced, changed = clock_timestamp()
            where arena = :arena and attempt = :wasAttempt and armed = :wasArmed and fenced = :wasFenced
            """;

    /** Holds off whoever wants to fence or replace the arming until the member is there. */
    private static final String SERVED = """
            select 1 from fence_arming
            where arena = :arena and armed = :arming and attempt = armed and not fenced for share
            """;

    private static final String INSERT_MEMBER = """
            insert into fence_member (arena, arming, process) values (:arena, :arming, :process) on conflict do nothing
            """;

    private static final String OPEN_MEMBER = """
            select 1 from fence_member
            where arena = :arena and arming = :arming and process = :process and not closed
            """;

    private static final String REPORT = """
            update fence_member f
            set mark = greatest(f.mark, r.mark), closed = f.closed or r.closed = 1, reported = clock_timestamp()
            from jsonb_to_recordset(cast(cast(:reports as text) as jsonb) -> 'rows')
                 as r(arena text, arming bigint, mark bigint, closed integer)
            where f.arena = r.arena and f.arming = r.arming and f.process = :process
            """;

    private static final String FORGET_FORMER_MEMBERS = """
            delete from fence_member m using fence_arming a where a.arena = m.arena and m.arming < a.armed
            """;

    private final Database database;
    private final FenceCompanion companion;

    PostgresFenceRecords(Database database, FenceCompanion companion) {
        this.database = database;
        this.companion = companion;
    }

    @Override
    public Uni<Map<String, Entry>> read(Collection<String> arenas) {
        return database.run(session -> session.createNativeQuery(READ, Object[].class)
                .setParameter("arenas", arenas)
                .getResultList()
                .map(PostgresFenceRecords::entries));
    }

    @Override
    public Uni<Boolean> replace(String arena, Arming expected, Arming next) {
        return database.run(session -> replace(session, arena, expected, next));
    }

    /** The same with {@code more} in its transaction, if it is the step that arms and {@code expected} stands. */
    public Uni<Boolean> replace(
            String arena, Arming expected, Arming next, Function<Mutiny.StatelessSession, Uni<Void>> more) {
        return database.inTransaction(session -> replace(session, arena, expected, next)
                .call(replaced -> replaced && next.armed() > expected.armed()
                        ? more.apply(session)
                        : Uni.createFrom().voidItem()));
    }

    private static Uni<Boolean> replace(Mutiny.StatelessSession session, String arena, Arming expected, Arming next) {
        boolean isFirst = expected.attempt() == 0;
        Mutiny.MutationQuery change = session.createNativeQuery(isFirst ? INSERT_ARMING : REPLACE_ARMING)
                .setParameter("arena", arena)
                .setParameter("attempt", next.attempt())
                .setParameter("armed", next.armed())
                .setParameter("server", next.server())
                .setParameter("floor", next.floor())
                .setParameter("fenced", next.fenced());
        if (!isFirst) {
            change.setParameter("wasAttempt", expected.attempt())
                    .setParameter("wasArmed", expected.armed())
                    .setParameter("wasFenced", expected.fenced());
        }
        return change.executeUpdate().map(rows -> rows == 1);
    }

    @Override
    public Uni<Boolean> join(String arena, long arming, String process) {
        return database.inTransaction(session -> exists(session, SERVED, Map.of("arena", arena, "arming", arming))
                .chain(served -> served
                        ? session.createNativeQuery(INSERT_MEMBER)
                                .setParameter("arena", arena)
                                .setParameter("arming", arming)
                                .setParameter("process", process)
                                .executeUpdate()
                        : Uni.createFrom().item(0))
                .chain(() -> exists(session, OPEN_MEMBER, Map.of("arena", arena, "arming", arming, "process", process)))
                .call(isMember -> isMember
                        ? companion.joined(session, arena)
                        : Uni.createFrom().voidItem()));
    }

    @Override
    public Uni<Void> report(String process, Collection<Mark> reports) {
        Optional<FenceCompanion.News> news = companion.news();
        if (reports.isEmpty() && news.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return database.inTransaction(session -> news.map(all -> all.write(session))
                        .orElseGet(() -> Uni.createFrom().voidItem())
                        .chain(() -> session.createNativeQuery(REPORT)
                                .setParameter("reports", json(reports))
                                .setParameter("process", process)
                                .executeUpdate()))
                .invoke(() -> news.ifPresent(FenceCompanion.News::written))
                .replaceWithVoid();
    }

    /** Forgets who served armings that others have followed. */
    public Uni<Void> forgetFormerMembers() {
        return database.run(session ->
                session.createNativeQuery(FORGET_FORMER_MEMBERS).executeUpdate().replaceWithVoid());
    }

    private static Uni<Boolean> exists(Mutiny.StatelessSession session, String query, Map<String, Object> parameters) {
        Mutiny.SelectionQuery<Integer> select = session.createNativeQuery(query, Integer.class);
        parameters.forEach(select::setParameter);
        return select.getResultList().map(rows -> !rows.isEmpty());
    }

    private static String json(Collection<Mark> reports) {
        List<JsonWriter> rows = reports.stream()
                .map(report -> new JsonWriter()
                        .put("arena", report.arena())
                        .put("arming", report.arming())
                        .put("mark", report.mark())
                        .put("closed", report.closed() ? 1 : 0))
                .toList();
        return Recordset.of(rows);
    }

    private static Map<String, Entry> entries(List<Object[]> rows) {
        Map<String, Entry> entries = new HashMap<>();
        for (Object[] row : rows) {
            Arming arming = new Arming((Long) row[1], (Long) row[2], (String) row[3], (Long) row[4], (Boolean) row[5]);
            List<Member> members = new ArrayList<>();
            String arena = (String) row[0];
            if (entries.containsKey(arena)) {
                members.addAll(entries.get(arena).members());
            }
            if (row[7] != null) {
                members.add(new Member((String) row[7], (Long) row[8], (Boolean) row[9], millis(row[10])));
            }
            entries.put(arena, new Entry(arming, millis(row[6]), members));
        }
        return entries;
    }

    private static Duration millis(Object value) {
        return Duration.ofMillis((Long) value);
    }
}
