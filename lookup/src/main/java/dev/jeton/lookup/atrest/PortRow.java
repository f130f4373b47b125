package dev.jeton.lookup.atrest;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.jeton.crypto.csi.Csi;
import dev.jeton.crypto.mapping.PortRecord;
import dev.jeton.crypto.wire.ByteReader;
import dev.jeton.crypto.wire.ByteWriter;
import dev.jeton.crypto.wire.Bytes;
import io.smallrye.mutiny.Uni;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * What one identifier's port records have said here, for whoever is its only writer now: the latest of them, in a row that a
 * dump cannot tell from a floor.
 */
final class PortRow {
    /** In place of a thumbprint, which is never as short. */
    private static final String PORT = "port";

    private static final String READ =
            "select document from StoredMapping where rowKey = :rowKey and ownerKey = :portKey";

    private static final String WRITE = """
            insert into mapping (row_key, owner_key, outer_key_id, seq, attested_at, expires_on, listed, document)
            values (:rowKey, :portKey, :outerKeyId, 0, :since, :expiresOn, false, :document)
            on conflict (row_key, owner_key) do update
               set outer_key_id = excluded.outer_key_id, attested_at = excluded.attested_at,
                   expires_on = excluded.expires_on, document = excluded.document
            """;

    private final Mutiny.StatelessSession session;
    private final AtRestKeys keys;
    private final CsiKeys csiKeys;
    private final Instant now;

    PortRow(Mutiny.StatelessSession session, AtRestKeys keys, CsiKeys csiKeys, Instant now) {
        this.session = session;
        this.keys = keys;
        this.csiKeys = csiKeys;
        this.now = now;
    }

    /**
     * Whether {@code csip} may speak for {@code csi}: unless another one serves it by a record that was heard before, and
     * that {@code record} does not outrank. If it does, it is kept in its place, and mappings that others attested go.
     */
    Uni<Boolean> admits(Csi csi, String csip, Optional<PortRecord> record) {
        if (csi.number().isEmpty()) {
            return Uni.createFrom().item(true);
        }
        // A removal that waited for an operator may have outlived its record.
        Optional<PortRecord> live = record.filter(own -> !own.validity().isOver(now));
        return read().chain(known -> {
            Optional<PortRecord> later = live.filter(
                    own -> known.filter(port -> !port.isOutrankedBy(own)).isEmpty());
            return later.isPresent()
                    ? keep(later.get()).replaceWith(true)
                    : Uni.createFrom()
                            .item(known.filter(port -> !port.leaves(csip, live.isPresent(), now))
                                    .isEmpty());
        });
    }

    private Uni<Optional<Port>> read() {
        return session.createQuery(READ, byte[].class)
                .setParameter("rowKey", csiKeys.rowKey().toArray())
                .setParameter("portKey", csiKeys.ownerKey(PORT).toArray())
                .getSingleResultOrNull()
                .map(found -> Optional.ofNullable(found)
                        .map(document -> Port.of(csiKeys.open(csiKeys.ownerKey(PORT), Bytes.of(document)))));
    }

    private Uni<Void> keep(PortRecord record) {
        ListedRows listed = new ListedRows(session, csiKeys, now);
        Instant since = record.validity().issuedAt();
        return session.createNativeQuery(WRITE)
                .setParameter("rowKey", csiKeys.rowKey().toArray())
                .setParameter("portKey", csiKeys.ownerKey(PORT).toArray())
                .setParameter("outerKeyId", keys.current().id())
                .setParameter("since", since.getEpochSecond())
                .setParameter("expiresOn", Days.forgotten(since))
                .setParameter(
                        "document", csiKeys.seal(PORT, Port.of(record).encode()).toArray())
                .executeUpdate()
                .chain(listed::read)
                .map(rows -> rows.stream().filter(row -> !admits(record, row)).toList())
                .chain(listed::hide);
    }

    private boolean admits(PortRecord record, ListedRows.Row row) {
        Bytes document = csiKeys.open(Bytes.of(row.ownerKey()), Bytes.of(row.document()));
        return record.admits(new String(SealedDocument.of(document).mapping().toArray(), US_ASCII));
    }

    /** {@code uint64 seconds of iat || uint64 seconds of exp || name of the CSIP}. */
    private record Port(Instant since, Instant until, String servedBy) {
        static Port of(PortRecord record) {
            return new Port(record.validity().issuedAt(), record.validity().expiresAt(), record.servedBy());
        }

        /** What {@link #encode} wrote; the seals around it say that nobody changed it. */
        static Port of(Bytes encoded) {
            ByteReader reader = new ByteReader(encoded);
            Instant since = seconds(reader.bytes("iat", Long.BYTES));
            Instant until = seconds(reader.bytes("exp", Long.BYTES));
            return new Port(
                    since,
                    until,
                    new String(reader.bytes("to", reader.remaining()).toArray(), US_ASCII));
        }

        private static Instant seconds(Bytes encoded) {
            return Instant.ofEpochSecond(ByteBuffer.wrap(encoded.toArray()).getLong());
        }

        Bytes encode() {
            return new ByteWriter()
                    .uint64(since.getEpochSecond())
                    .uint64(until.getEpochSecond())
                    .bytes(Bytes.ofUtf8(servedBy))
                    .toBytes();
        }

        boolean isOutrankedBy(PortRecord record) {
            return record.validity().issuedAt().isAfter(since);
        }

        /**
         * Whether it leaves the number to {@code csip}, who speaks by a record that does not outrank it, or by none. When it
         * has ended, prefixes count again, and not what it outranked: that may have been signed for longer.
         */
        boolean leaves(String csip, boolean byRecord, Instant now) {
            return now.isBefore(until) ? servedBy.equals(csip) : !byRecord;
        }
    }
}
