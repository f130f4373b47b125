package dev.jeton.lookup.atrest;

import dev.jeton.crypto.csi.Csi;
import dev.jeton.crypto.mapping.CsipTrust;
import dev.jeton.crypto.mapping.VerifiedPortRecord;
import dev.jeton.crypto.wire.Bytes;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Takes mappings away and remembers that it did, as long as what was signed before could be put back.
 *
 * <p>Of one key's mappings the row stays behind, with its {@code seq}, and shows nothing. Of one identifier's mappings
 * there is a floor: no attestation counts that was issued before it. Both last until everything has expired that they keep
 * out. Fails, and is used, as {@link StoreSessions} says.
 */
@ApplicationScoped
public class MappingRemovals {
    private static final String REMOVE = """
            insert into mapping (row_key, owner_key, outer_key_id, seq, attested_at, expires_on, listed, document)
            values (:rowKey, :ownerKey, :outerKeyId, :seq, :attestedAt, :expiresOn, false, :nothing)
            on conflict (row_key, owner_key) do update
               set outer_key_id = excluded.outer_key_id, seq = excluded.seq, expires_on = excluded.expires_on,
                   listed = false, document = excluded.document
             where mapping.seq <= excluded.seq
            """;

    private static final String RAISE_FLOOR = """
            insert into mapping (row_key, owner_key, outer_key_id, seq, attested_at, expires_on, listed, document)
            values (:rowKey, :floorKey, :outerKeyId, 0, :floor, :expiresOn, false, :nothing)
            on conflict (row_key, owner_key) do update
               set attested_at = excluded.attested_at, expires_on = excluded.expires_on
             where mapping.attested_at < excluded.attested_at
            """;

    private final IdentifierWrites writes;
    private final AtRestKeys keys;
    private final Supplier<CsipTrust> trust;

    MappingRemovals(IdentifierWrites writes, AtRestKeys keys, Supplier<CsipTrust> trust) {
        this.writes = writes;
        this.keys = keys;
        this.trust = trust;
    }

    /**
     * Removes the mapping of one recipient key up to {@code seq}, and keeps those up to {@code seq} out from now on: atomic.
     *
     * @param attestedAt when the attestation that the removal carries was issued
     */
    public Uni<RemovalOutcome> remove(Csi csi, String thumbprint, long seq, Instant attestedAt, Instant now) {
        CsiKeys csiKeys = keys.of(csi);
        return writes.writing(
                csiKeys,
                session -> session.createNativeQuery(REMOVE)
                        .setParameter("rowKey", csiKeys.rowKey().toArray())
                        .setParameter("ownerKey", csiKeys.ownerKey(thumbprint).toArray())
                        .setParameter("outerKeyId", keys.current().id())
                        .setParameter("seq", seq)
                        .setParameter("attestedAt", attestedAt.getEpochSecond())
                        .setParameter("expiresOn", Days.forgotten(now))
                        .setParameter(
                                "nothing",
                                csiKeys.seal(thumbprint, SealedDocument.NOTHING.encode())
                                        .toArray())
                        .executeUpdate()
                        .map(written -> written == 1 ? RemovalOutcome.REMOVED : RemovalOutcome.STALE));
    }

    /**
     * Removes what was attested before {@code floor}, of all recipient keys, and keeps it out from now on: atomic.
     *
     * @param csip who says so, {@code record} by which port record he may, if by one
     */
    public Uni<RemovalOutcome> raiseFloor(
            Csi csi, String csip, Optional<VerifiedPortRecord> record, Instant floor, Instant now) {
        CsiKeys csiKeys = keys.of(csi);
        return writes.writing(
                csiKeys,
                session -> new PortRow(session, keys, csiKeys, trust.get(), now)
                        .admits(csi, csip, record)
                        .chain(admitted -> admitted
                                ? raiseFloor(session, csiKeys, floor.getEpochSecond(), now)
                                        .replaceWith(RemovalOutcome.REMOVED)
                                : Uni.createFrom().item(RemovalOutcome.PORTED)));
    }

    /**
     * Removes what was attested before one recipient key was, as that one's own mapping says it should: atomic. Nothing
     * goes unless the confirmation lists all keys that have a mapping from before; keys that have none any more may be
     * listed as well, keys that were attested no earlier may not.
     */
    public Uni<RemovalOutcome> supersede(NewSupersession confirmed, Instant now) {
        CsiKeys csiKeys = keys.of(confirmed.csi());
        return writes.writing(
                csiKeys,
                session -> new ListedRows(session, csiKeys, now).read().chain(rows -> {
                    OptionalLong floor = floor(rows, csiKeys, confirmed, now);
                    return floor.isEmpty()
                            ? Uni.createFrom().item(RemovalOutcome.MISMATCH)
                            : raiseFloor(session, csiKeys, floor.getAsLong(), now)
                                    .replaceWith(RemovalOutcome.REMOVED);
                }));
    }

    /** When the confirming key was attested, if all that is older is listed, and nothing else that is there. */
    private static OptionalLong floor(
            List<ListedRows.Row> rows, CsiKeys csiKeys, NewSupersession confirmed, Instant now) {
        Bytes own = csiKeys.ownerKey(confirmed.thumbprint());
        OptionalLong attestedAt = rows.stream()
                .filter(row -> row.seq() == confirmed.seq() && own.equals(Bytes.of(row.ownerKey())))
                .filter(row -> confirmed.announcedIn(document(csiKeys, row).mapping()))
                .mapToLong(ListedRows.Row::attestedAt)
                .findFirst();
        Set<Bytes> listed =
                confirmed.superseded().stream().map(csiKeys::ownerKey).collect(Collectors.toUnmodifiableSet());
        boolean asListed = attestedAt.isPresent()
                && rows.stream()
                        // One that expired today is shown to nobody, so nobody could list it.
                        .filter(row -> listed.contains(Bytes.of(row.ownerKey()))
                                || document(csiKeys, row).isLive(now))
                        .allMatch(row ->
                                row.attestedAt() < attestedAt.getAsLong() == listed.contains(Bytes.of(row.ownerKey())));
        return asListed ? attestedAt : OptionalLong.empty();
    }

    private static SealedDocument document(CsiKeys csiKeys, ListedRows.Row row) {
        return SealedDocument.of(csiKeys.open(Bytes.of(row.ownerKey()), Bytes.of(row.document())));
    }

    private Uni<Void> raiseFloor(Mutiny.StatelessSession session, CsiKeys csiKeys, long floor, Instant now) {
        ListedRows listed = new ListedRows(session, csiKeys, now);
        return session.createNativeQuery(RAISE_FLOOR)
                .setParameter("rowKey", csiKeys.rowKey().toArray())
                .setParameter("floorKey", csiKeys.floorKey().toArray())
                .setParameter("outerKeyId", keys.current().id())
                .setParameter("floor", floor)
                .setParameter("expiresOn", Days.forgotten(Instant.ofEpochSecond(floor)))
                .setParameter(
                        "nothing",
                        csiKeys.sealFloor(SealedDocument.NOTHING.encode()).toArray())
                .executeUpdate()
                .chain(listed::read)
                .map(rows ->
                        rows.stream().filter(row -> row.attestedAt() < floor).toList())
                .chain(listed::hide);
    }
}
