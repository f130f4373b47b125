package dev.jeton.lookup.atrest;

import dev.jeton.crypto.csi.Csi;
import dev.jeton.crypto.discovery.LookupAnswer;
import dev.jeton.crypto.mapping.CsipTrust;
import dev.jeton.crypto.secret.SealingKey;
import dev.jeton.crypto.wire.Bytes;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * The mappings, in PostgreSQL, each under the identifier that nobody can read there. Fails, and is used, as {@link
 * StoreSessions} says.
 */
@ApplicationScoped
public class MappingStore {
    /** The counter is compared and set in this one statement, whoever else writes. */
    private static final String PUT = """
            insert into mapping (row_key, owner_key, outer_key_id, seq, attested_at, expires_on, listed, document)
            select :rowKey, :ownerKey, :outerKeyId, :seq, :attestedAt, :expiresOn, true, :document
             where (select count(*) from mapping
                     where row_key = :rowKey and owner_key <> :ownerKey and listed and expires_on >= :countedFrom) < :most
               and not exists (select 1 from mapping
                     where row_key = :rowKey and owner_key = :floorKey and attested_at > :attestedAt)
            on conflict (row_key, owner_key) do update
               set outer_key_id = excluded.outer_key_id, seq = excluded.seq, attested_at = excluded.attested_at,
                   expires_on = excluded.expires_on, listed = true, document = excluded.document
             where mapping.seq < excluded.seq
            """;

    /**
     * Why a mapping was not stored: 1 it is stale, 2 it is below the floor, 0 there is no place for it. In this order: whoever
     * was served a mapping can send it again, and must not learn from the answer what has become of its owner.
     */
    private static final String WHY_NOT = """
            select case
              when exists (select 1 from mapping where row_key = :rowKey and owner_key = :ownerKey and seq >= :seq) then 1
              when exists (select 1 from mapping
                     where row_key = :rowKey and owner_key = :floorKey and attested_at > :attestedAt) then 2
              else 0 end
            """;

    private static final String FIND =
            SealedRow.SELECT + "where rowKey in (:rowKeys) and listed and expiresOn >= :today";

    private static final Comparator<SealedRow> BY_OWNER =
            Comparator.comparing(SealedRow::ownerKey, Arrays::compareUnsigned);

    private final StoreSessions sessions;
    private final IdentifierWrites writes;
    private final AtRestKeys keys;
    private final Supplier<CsipTrust> trust;
    private final Decoys decoys;
    private final int most;

    MappingStore(
            StoreSessions sessions,
            IdentifierWrites writes,
            AtRestKeys keys,
            Supplier<CsipTrust> trust,
            StoreConfig config) {
        this.sessions = sessions;
        this.writes = writes;
        this.keys = keys;
        this.trust = trust;
        this.most = config.maxMappingsPerCsi();
        if (most < 1 || most > LookupAnswer.MAX_MAPPINGS) {
            throw new IllegalArgumentException(
                    "jeton.lookup.store.max-mappings-per-csi: expected 1 to " + LookupAnswer.MAX_MAPPINGS);
        }
        this.decoys = new Decoys(keys, most);
    }

    /**
     * Stores a mapping, unless its {@code seq} is not above the stored one, its attestation is below the floor, another CSIP
     * serves the number, or the identifier is full of keys that were attested no earlier: atomic.
     */
    public Uni<PutOutcome> put(NewMapping mapping, Instant now) {
        CsiKeys csiKeys = keys.of(mapping.csi());
        Put put = new Put(mapping, csiKeys, now);
        return writes.writing(
                csiKeys,
                session -> new PortRow(session, keys, csiKeys, trust.get(), now)
                        .admits(mapping.csi(), mapping.csip(), mapping.portRecord())
                        .chain(admitted -> admitted ? put.store(session) : put.refuse(session)));
    }

    /**
     * The signed mappings of an identifier that have not expired at {@code now}, in the order of their owners' hashed keys: which
     * favours nobody, is the same each time, and cannot be steered without our secrets. One query, and as many rows are opened as an
     * identifier may have, whoever is found.
     */
    public Uni<List<Bytes>> find(Csi csi, Instant now) {
        CsiKeys csiKeys = keys.of(csi);
        return sessions.reading(session -> session.createQuery(FIND, SealedRow.class)
                        .setParameter("rowKeys", csiKeys.rowKeys())
                        .setParameter("today", Days.of(now))
                        .getResultList())
                .map(rows -> Stream.concat(
                                rows.stream().sorted(BY_OWNER).map(csiKeys::open), decoys.beside(rows.size()))
                        .map(SealedDocument::of)
                        .filter(document -> document.isLive(now))
                        .map(SealedDocument::mapping)
                        .toList());
    }

    /** Completes if PostgreSQL answers what lookups ask. Not {@code select 1}: the first of them costs much more than the next. */
    Uni<Void> answers() {
        List<byte[]> nobody =
                keys.all().stream().map(pair -> new byte[SealingKey.KEY_BYTES]).toList();
        return sessions.reading(session -> session.createQuery(FIND, SealedRow.class)
                        .setParameter("rowKeys", nobody)
                        .setParameter("today", Days.of(Instant.EPOCH))
                        .getResultList())
                .replaceWithVoid();
    }

    /** One mapping on its way into the table. */
    private final class Put {
        private final CsiKeys csiKeys;
        private final byte[] rowKey;
        private final byte[] ownerKey;
        private final byte[] floorKey;
        private final NewMapping mapping;
        private final byte[] document;
        private final Instant now;

        Put(NewMapping mapping, CsiKeys csiKeys, Instant now) {
            this.csiKeys = csiKeys;
            this.rowKey = csiKeys.rowKey().toArray();
            this.ownerKey = csiKeys.ownerKey(mapping.thumbprint()).toArray();
            this.floorKey = csiKeys.floorKey().toArray();
            this.mapping = mapping;
            this.document = csiKeys.seal(
                            mapping.thumbprint(), SealedDocument.of(mapping).encode())
                    .toArray();
            this.now = now;
        }

        Uni<PutOutcome> store(Mutiny.StatelessSession session) {
            return insert(session)
                    .chain(stored -> stored ? Uni.createFrom().item(PutOutcome.STORED) : otherwise(session));
        }

        private Uni<Boolean> insert(Mutiny.StatelessSession session) {
            return session.createNativeQuery(PUT)
                    .setParameter("rowKey", rowKey)
                    .setParameter("ownerKey", ownerKey)
                    .setParameter("floorKey", floorKey)
                    .setParameter("outerKeyId", keys.current().id())
                    .setParameter("seq", mapping.seq())
                    .setParameter("attestedAt", mapping.attestedAt().getEpochSecond())
                    .setParameter("expiresOn", Days.of(mapping.expires()))
                    .setParameter("document", document)
                    .setParameter("countedFrom", Days.countedFrom(now))
                    .setParameter("most", most)
                    .executeUpdate()
                    .map(written -> written == 1);
        }

        /** Why it was not stored; or it is stored in another's place. */
        private Uni<PutOutcome> otherwise(Mutiny.StatelessSession session) {
            return whyNot(session).chain(why -> switch (why) {
                case 1 -> Uni.createFrom().item(PutOutcome.STALE);
                case 2 -> Uni.createFrom().item(PutOutcome.SUPERSEDED);
                default -> inAnothersPlace(session);
            });
        }

        /** Of a number that another CSIP serves; stale none the less, if it is. */
        Uni<PutOutcome> refuse(Mutiny.StatelessSession session) {
            return whyNot(session).map(why -> why == 1 ? PutOutcome.STALE : PutOutcome.PORTED);
        }

        private Uni<Integer> whyNot(Mutiny.StatelessSession session) {
            return session.createNativeQuery(WHY_NOT, Integer.class)
                    .setParameter("rowKey", rowKey)
                    .setParameter("ownerKey", ownerKey)
                    .setParameter("floorKey", floorKey)
                    .setParameter("seq", mapping.seq())
                    .setParameter("attestedAt", mapping.attestedAt().getEpochSecond())
                    .getSingleResult();
        }

        /** For one who was attested later: whoever held the number before him must not be able to fill it. */
        private Uni<PutOutcome> inAnothersPlace(Mutiny.StatelessSession session) {
            ListedRows listed = new ListedRows(session, csiKeys, now);
            return listed.read()
                    .map(this::withoutAPlace)
                    .chain(losers -> losers.isEmpty()
                            ? Uni.createFrom().item(false)
                            : listed.hide(losers).chain(() -> insert(session)))
                    .map(stored -> stored ? PutOutcome.STORED : PutOutcome.FULL);
        }

        /** Who has to go: those attested first, if all of them were attested before this key. */
        private List<ListedRows.Row> withoutAPlace(List<ListedRows.Row> listed) {
            List<ListedRows.Row> last = listed.stream()
                    .filter(row -> !Arrays.equals(row.ownerKey(), ownerKey))
                    .skip(most - 1)
                    .toList();
            boolean older = !last.isEmpty()
                    && last.get(0).attestedAt() < mapping.attestedAt().getEpochSecond();
            return older ? last : List.of();
        }
    }
}
