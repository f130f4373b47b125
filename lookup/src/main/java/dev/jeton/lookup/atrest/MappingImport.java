package dev.jeton.lookup.atrest;

import dev.jeton.crypto.json.JsonWriter;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.service.audit.AuditTrail;
import dev.jeton.service.audit.OperatorAction;
import dev.jeton.service.store.Recordset;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Stores many mappings at once, each exactly as {@link MappingStore#put} would.
 *
 * <p>Those whose identifier has no row yet, which cannot be refused, are written together, with what the audit trail says
 * of the operator, in one transaction. The others go through {@code put}, one after the other: whatever rules it follows,
 * it is the only one that does. Fails, and is used, as {@link StoreSessions} says; what failed can be sent again.
 */
@ApplicationScoped
public class MappingImport {
    private static final String LINES = "jsonb_to_recordset(cast(cast(:lines as text) as jsonb) -> 'rows')";

    /** Waits for nobody: whose identifier somebody else writes now goes through {@code put}, which does. */
    private static final String LOCK =
            "select l.line from " + LINES + " as l(line int, lock bigint) where pg_try_advisory_xact_lock(l.lock)";

    /** Begins after the locks were had, so it sees what was committed before. */
    private static final String KNOWN = "select distinct l.line from " + LINES + """
             as l(line int, row_keys text)
             cross join string_to_table(l.row_keys, ',') as named(row_key)
             where exists (select 1 from mapping m where m.row_key = decode(named.row_key, 'hex'))
            """;

    private static final String STALE = "select l.line from " + LINES + """
             as l(line int, row_key text, owner_key text, seq bigint)
              join mapping m on m.row_key = decode(l.row_key, 'hex') and m.owner_key = decode(l.owner_key, 'hex')
             where m.seq >= l.seq
            """;

    private final StoreSessions sessions;
    private final MappingStore store;
    private final AtRestKeys keys;
    private final AuditTrail trail;

    MappingImport(StoreSessions sessions, MappingStore store, AtRestKeys keys, AuditTrail trail) {
        this.sessions = sessions;
        this.store = store;
        this.keys = keys;
        this.trail = trail;
    }

    /** Seals {@code mapping}: some tens of microseconds of CPU, not for an event loop where there are many. */
    public ImportedMapping seal(NewMapping mapping) {
        CsiKeys csiKeys = keys.of(mapping.csi());
        StoredMapping row = new StoredMapping();
        row.rowKey = csiKeys.rowKey().toArray();
        row.ownerKey = csiKeys.ownerKey(mapping.thumbprint()).toArray();
        row.outerKeyId = keys.current().id();
        row.seq = mapping.seq();
        row.attestedAt = mapping.attestedAt().getEpochSecond();
        row.listed = true;
        row.expiresOn = Days.of(mapping.expires());
        row.document = csiKeys.seal(
                        mapping.thumbprint(), SealedDocument.of(mapping).encode())
                .toArray();
        String rowKeys = csiKeys.rowKeys().stream()
                .map(rowKey -> Bytes.of(rowKey).toHex())
                .collect(Collectors.joining(","));
        return new ImportedMapping(mapping, row, csiKeys.lock(), rowKeys);
    }

    /** What became of each of {@code mappings}, in their order. */
    public Uni<List<PutOutcome>> put(List<ImportedMapping> mappings, OperatorAction action, Instant now) {
        Map<Integer, PutOutcome> outcomes = new HashMap<>();
        // What a port record says has to be kept as well.
        List<Integer> plain = all(mappings).stream()
                .filter(line -> mappings.get(line).mapping().portRecord().isEmpty())
                .toList();
        return sessions.writing(session -> lines(session, STALE, MappingImport::named, mappings, plain)
                        .invoke(stale -> stale.forEach(line -> outcomes.put(line, PutOutcome.STALE)))
                        .chain(() -> insertNew(session, mappings, without(plain, outcomes.keySet())))
                        .call(() -> trail.add(session, action)))
                .invoke(stored -> stored.forEach(line -> outcomes.put(line, PutOutcome.STORED)))
                .chain(() -> putEach(mappings, outcomes, now))
                .map(done -> all(mappings).stream().map(outcomes::get).toList());
    }

    /** Those that were stored: the first of each identifier that nobody else writes now, and that has no row. */
    private static Uni<List<Integer>> insertNew(
            Mutiny.StatelessSession session, List<ImportedMapping> mappings, List<Integer> candidates) {
        Set<Long> seen = new HashSet<>();
        List<Integer> first = candidates.stream()
                .filter(line -> seen.add(mappings.get(line).lock()))
                .toList();
        return lines(session, LOCK, MappingImport::locked, mappings, first)
                .chain(locked -> lines(session, KNOWN, MappingImport::named, mappings, locked)
                        .map(known -> without(locked, new HashSet<>(known))))
                .call(unknown -> session.insertMultiple(
                        unknown.stream().map(line -> mappings.get(line).row()).toList()));
    }

    private Uni<?> putEach(List<ImportedMapping> mappings, Map<Integer, PutOutcome> outcomes, Instant now) {
        return Multi.createFrom()
                .iterable(without(all(mappings), Set.copyOf(outcomes.keySet())))
                .onItem()
                .transformToUniAndConcatenate(line ->
                        store.put(mappings.get(line).mapping(), now).invoke(outcome -> outcomes.put(line, outcome)))
                .collect()
                .asList();
    }

    /** The {@code candidates} that {@code query} finds. */
    private static Uni<List<Integer>> lines(
            Mutiny.StatelessSession session,
            String query,
            Function<ImportedMapping, JsonWriter> described,
            List<ImportedMapping> mappings,
            List<Integer> candidates) {
        List<JsonWriter> rows = candidates.stream()
                .map(line -> described.apply(mappings.get(line)).put("line", line))
                .toList();
        return session.createNativeQuery(query, Integer.class)
                .setParameter("lines", Recordset.of(rows))
                .getResultList();
    }

    private static JsonWriter locked(ImportedMapping mapping) {
        return new JsonWriter().put("lock", mapping.lock());
    }

    private static JsonWriter named(ImportedMapping mapping) {
        return new JsonWriter()
                .put("row_key", Bytes.of(mapping.row().rowKey).toHex())
                .put("owner_key", Bytes.of(mapping.row().ownerKey).toHex())
                .put("row_keys", mapping.rowKeys())
                .put("seq", mapping.row().seq);
    }

    private static List<Integer> all(List<ImportedMapping> mappings) {
        return IntStream.range(0, mappings.size()).boxed().toList();
    }

    private static List<Integer> without(List<Integer> lines, Set<Integer> gone) {
        return lines.stream().filter(line -> !gone.contains(line)).toList();
    }
}
