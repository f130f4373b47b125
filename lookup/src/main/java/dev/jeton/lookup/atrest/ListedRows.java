package dev.jeton.lookup.atrest;

import dev.jeton.crypto.wire.Bytes;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;

/** The rows of one identifier that lookups show, for whoever is its only writer now. */
final class ListedRows {
    private static final String LISTED = """
            select ownerKey, seq, attestedAt, document from StoredMapping
             where rowKey = :rowKey and listed and expiresOn >= :countedFrom
             order by attestedAt desc, ownerKey
            """;

    private static final String HIDE = """
            update mapping set listed = false, expires_on = :expiresOn, document = :nothing
             where row_key = :rowKey and owner_key = :ownerKey
            """;

    private final Mutiny.StatelessSession session;
    private final CsiKeys csiKeys;
    private final Instant now;

    ListedRows(Mutiny.StatelessSession session, CsiKeys csiKeys, Instant now) {
        this.session = session;
        this.csiKeys = csiKeys;
        this.now = now;
    }

    /** All of them; whose key was attested last comes first. */
    Uni<List<Row>> read() {
        return session.createQuery(LISTED, Row.class)
                .setParameter("rowKey", csiKeys.rowKey().toArray())
                .setParameter("countedFrom", Days.countedFrom(now))
                .getResultList();
    }

    /**
     * Takes {@code rows} out of sight. Their {@code seq} stays until everything has expired that was signed under it: of
     * two mappings of one key the older may have the longer life.
     */
    Uni<Void> hide(List<Row> rows) {
        return rows.stream()
                .map(this::hide)
                .reduce(Uni.createFrom().voidItem(), (before, next) -> before.chain(() -> next));
    }

    private Uni<Void> hide(Row row) {
        Bytes nothing = csiKeys.reseal(Bytes.of(row.ownerKey), Bytes.of(row.document), SealedDocument.NOTHING.encode());
        return session.createNativeQuery(HIDE)
                .setParameter("rowKey", csiKeys.rowKey().toArray())
                .setParameter("ownerKey", row.ownerKey)
                .setParameter("expiresOn", Days.forgotten(now))
                .setParameter("nothing", nothing.toArray())
                .executeUpdate()
                .replaceWithVoid();
    }

    /** What it takes to decide. */
    @SuppressWarnings("ArrayRecordComponent") // Never compared: it is on its way into Bytes.
    record Row(byte[] ownerKey, long seq, long attestedAt, byte[] document) {}
}
