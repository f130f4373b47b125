package dev.jeton.lookup.atrest;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.jeton.crypto.csi.Csi;
import dev.jeton.crypto.jose.Validity;
import dev.jeton.crypto.mapping.CsipTrust;
import dev.jeton.crypto.mapping.PortRecord;
import dev.jeton.crypto.mapping.VerifiedPortRecord;
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

    private static final String READ = SealedRow.SELECT + "where rowKey = :rowKey and ownerKey = :portKey";

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
    private final CsipTrust trust;
    private final Instant now;

    PortRow(Mutiny.StatelessSession session, AtRestKeys keys, CsiKeys csiKeys, CsipTrust trust, Instant now) {
        this.session = session;
        this.keys = keys;
        this.csiKeys = csiKeys;
        this.trust = trust;
        this.now = now;
    }

    /**
     * Whether {@code csip} may speak for {@code csi}: unless another one serves it by a record that was heard before, is
     * still believed, and that {@code own} does not outrank. If it does, it is kept in its place, and mappings that others
     * attested go.
     */
    Uni<Boolean> admits(Csi csi, String csip, Optional<VerifiedPortRecord> own) {
        if (csi.number().isEmpty()) {
            return Uni.createFrom().item(true);
        }
        // A removal that waited for an operator may have outlived its record.
        Optional<VerifiedPortRecord> live =
                own.filter(verified -> !verified.record().validity().isOver(now));
        return read(csi).chain(known -> {
            Optional<VerifiedPortRecord> latest = live.filter(verified ->
                    known.filter(port -> !verified.record().outranks(port)).isEmpty());
            return latest.isPresent()
                    ? keep(latest.get()).replaceWith(true)
                    : Uni.createFrom()
                            .item(known.filter(port -> !leaves(port, csip, live.isPresent()))
                                    .isEmpty());
        });
    }

    /**
     * Whether {@code port} leaves the number to {@code csip}, who speaks by a record that does not outrank it, or by none.
     * When it has ended, prefixes count again, and not what it outranked: that may have been signed for longer.
     */
    private boolean leaves(PortRecord port, String csip, boolean byRecord) {
        return port.validity().isOver(now) ? !byRecord : port.servedBy().equals(csip);
    }

    /** The latest record that was heard; none if the registry that gave it is not to be believed any more. */
    private Uni<Optional<PortRecord>> read(Csi csi) {
        return session.createQuery(READ, SealedRow.class)
                .setParameter("rowKey", csiKeys.rowKey().toArray())
                .setParameter("portKey", csiKeys.ownerKey(PORT).toArray())
                .getSingleResultOrNull()
                .map(row -> Optional.ofNullable(row)
                        .map(found -> decode(csi, csiKeys.open(found)))
                        .filter(port -> port.isBelievedBy(trust))
                        .map(VerifiedPortRecord::record));
    }

    private Uni<Void> keep(VerifiedPortRecord verified) {
        ListedRows listed = new ListedRows(session, csiKeys, now);
        Instant since = verified.record().validity().issuedAt();
        return session.createNativeQuery(WRITE)
                .setParameter("rowKey", csiKeys.rowKey().toArray())
                .setParameter("portKey", csiKeys.ownerKey(PORT).toArray())
                .setParameter("outerKeyId", keys.current().id())
                .setParameter("since", since.getEpochSecond())
                .setParameter("expiresOn", Days.forgotten(since))
                .setParameter("document", csiKeys.seal(PORT, encode(verified)).toArray())
                .executeUpdate()
                .chain(listed::read)
                .map(rows -> rows.stream()
                        .filter(row -> !admits(verified.record(), row))
                        .toList())
                .chain(listed::hide);
    }

    private boolean admits(PortRecord record, ListedRows.Row row) {
        Bytes document = csiKeys.open(Bytes.of(row.ownerKey()), Bytes.of(row.document()));
        return record.admits(new String(SealedDocument.of(document).mapping().toArray(), US_ASCII));
    }

    /**
     * {@code uint64 seconds of iat || uint64 seconds of exp}, and with a {@code uint16} length each the registry, the
     * thumbprint of its key, and the CSIP.
     */
    private static Bytes encode(VerifiedPortRecord verified) {
        PortRecord record = verified.record();
        return new ByteWriter()
                .uint64(record.validity().issuedAt().getEpochSecond())
                .uint64(record.validity().expiresAt().getEpochSecond())
                .opaque16(Bytes.ofUtf8(record.registry()))
                .opaque16(Bytes.ofUtf8(verified.signedBy()))
                .opaque16(Bytes.ofUtf8(record.servedBy()))
                .toBytes();
    }

    /** What {@link #encode} wrote about {@code csi}; the seals around it say that nobody changed it. */
    private static VerifiedPortRecord decode(Csi csi, Bytes encoded) {
        ByteReader reader = new ByteReader(encoded);
        Validity validity = new Validity(seconds(reader, "iat"), seconds(reader, "exp"));
        String registry = text(reader, "iss");
        String signedBy = text(reader, "thumbprint");
        return new VerifiedPortRecord(new PortRecord(registry, csi, text(reader, "to"), validity), signedBy);
    }

    private static Instant seconds(ByteReader reader, String field) {
        return Instant.ofEpochSecond(
                ByteBuffer.wrap(reader.bytes(field, Long.BYTES).toArray()).getLong());
    }

    private static String text(ByteReader reader, String field) {
        return new String(reader.bytes(field, reader.uint16(field)).toArray(), US_ASCII);
    }
}
