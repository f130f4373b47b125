package dev.jeton.lookup.atrest;

import dev.jeton.crypto.wire.Bytes;
import io.smallrye.mutiny.Uni;
import org.hibernate.reactive.mutiny.Mutiny;

/** Moves rows to the current outer keys, without their CSI. */
final class Rewrap {
    /**
     * One row, if nobody else writes rows of its identifier, and nobody did since it was read: no two documents are alike.
     * That is asked in the scan, before the row is locked, so that this waits for nobody.
     *
     * <p>What a misconfigured process wrote under the name that the row gets, blind to it, is decided as if it had not been
     * blind: the higher counter stays, of equals the removal; and what was attested before the floor is listed no more,
     * whichever of the two comes later. The floor is the one row whose name it does not take the CSI to know.
     */
    private static final String MOVE = """
            with moved as (
              delete from mapping
               where row_key = :formerRowKey and owner_key = :formerOwnerKey and document = :formerDocument
                 and pg_try_advisory_xact_lock(:lock)
              returning seq, attested_at, expires_on, listed),
            hidden as (
              update mapping set listed = false, expires_on = mapping.expires_on + cast(:remembered as integer)
                from moved
               where cast(:isFloor as boolean) and mapping.row_key = :rowKey and mapping.listed
                 and mapping.attested_at < moved.attested_at),
            judged as (
              select moved.*, listed and exists (select 1 from mapping floor
                where floor.row_key = :rowKey and floor.owner_key = :floorKey
                  and floor.attested_at > moved.attested_at) as fallen
                from moved)
            insert into mapping (row_key, owner_key, outer_key_id, seq, attested_at, expires_on, listed, document)
            select :rowKey, :ownerKey, :outerKeyId, seq, attested_at,
                   case when fallen then expires_on + cast(:remembered as integer) else expires_on end,
                   listed and not fallen, :document
              from judged
            on conflict (row_key, owner_key) do update
               set outer_key_id = excluded.outer_key_id, seq = excluded.seq, attested_at = excluded.attested_at,
                   expires_on = excluded.expires_on, listed = excluded.listed, document = excluded.document
             where (mapping.seq, not mapping.listed, mapping.attested_at)
                 < (excluded.seq, not excluded.listed, excluded.attested_at)
            """;

    private final Mutiny.StatelessSession session;
    private final AtRestKeys keys;

    Rewrap(Mutiny.StatelessSession session, AtRestKeys keys) {
        this.session = session;
        this.keys = keys;
    }

    /** Moves {@code row}; how many rows that made, 0 or 1. */
    Uni<Integer> move(SealedRow row) {
        Wrapped wrapped = keys.unwrap(row);
        OuterKeys current = keys.current();
        Bytes innerFloor = keys.innerFloor(wrapped.row());
        return session.createNativeQuery(MOVE)
                .setParameter("formerRowKey", row.rowKey())
                .setParameter("formerOwnerKey", row.ownerKey())
                .setParameter("formerDocument", row.document())
                .setParameter("lock", keys.lock(wrapped.row()))
                .setParameter("remembered", Days.REMEMBERED)
                .setParameter("isFloor", wrapped.owner().equals(innerFloor))
                .setParameter("floorKey", current.ownerKey(innerFloor).toArray())
                .setParameter("rowKey", current.rowKey(wrapped.row()).toArray())
                .setParameter("ownerKey", current.ownerKey(wrapped.owner()).toArray())
                .setParameter("outerKeyId", current.id())
                .setParameter("document", current.seal(wrapped).toArray())
                .executeUpdate();
    }
}
