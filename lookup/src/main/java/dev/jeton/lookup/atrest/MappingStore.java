package dev.jeton.lookup.atrest;

import dev.jeton.crypto.csi.Csi;
import dev.jeton.crypto.discovery.LookupAnswer;
import dev.jeton.crypto.secret.SealingKey;
import dev.jeton.crypto.wire.ByteWriter;
import dev.jeton.crypto.wire.Bytes;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The mappings, in PostgreSQL, each under the identifier that nobody can read there.
 *
 * <p>Everything fails with {@link StoreUnavailable} while PostgreSQL does not answer and work again when it does.
 * Subscribe on a Vert.x context and do nothing in parallel on it: it has one session. Safe for concurrent use.
 */
@Startup // A start without its secrets fails, not the first request.
@ApplicationScoped
public class MappingStore {
    /** Serialises the writers of one identifier until their transactions end; readers do not wait. */
    private static final String LOCK = "select 1 from pg_advisory_xact_lock(:lock)";

    /** The counter is compared and set in this one statement, whoever else writes. */
    private static final String PUT = """
            insert into mapping (row_key, owner_key, outer_key_id, seq, expires_on, document)
            select :rowKey, :ownerKey, :outerKeyId, :seq, :expiresOn, :document
             where (select count(*) from mapping
                     where row_key = :rowKey and owner_key <> :ownerKey and expires_on >= :countedFrom) < :most
            on conflict (row_key, owner_key) do update
               set outer_key_id = excluded.outer_key_id, seq = excluded.seq,
                   expires_on = excluded.expires_on, document = excluded.document
             where mapping.seq < excluded.seq
            """;

    private static final String COUNT_NEWER = """
            select count(*) from StoredMapping
             where rowKey = :rowKey and ownerKey = :ownerKey and seq >= :seq
            """;

    private static final String FIND = """
            select ownerKey, document from StoredMapping
             where rowKey = :rowKey and expiresOn >= :today
            """;

    private static final Logger LOG = Logger.getLogger(MappingStore.class);

    private final AtomicBoolean down = new AtomicBoolean();
    private final Mutiny.SessionFactory sessions;
    private final AtRestKeys keys;
    private final Duration timeout;
    private final int most;

    MappingStore(Mutiny.SessionFactory sessions, AtRestConfig secrets, StoreConfig config) throws IOException {
        this.sessions = sessions;
        this.keys = new AtRestKeys(
                SealingKey.load(secrets.innerKeyFile()),
                SealingKey.load(secrets.outerKeyFile()),
                SealingKey.load(secrets.keyEncryptionKeyFile()),
                secrets.outerKeyId());
        this.timeout = config.timeout();
        this.most = config.maxMappingsPerCsi();
        if (most < 1 || most > LookupAnswer.MAX_MAPPINGS) {
            throw new IllegalArgumentException(
                    "jeton.lookup.store.max-mappings-per-csi: expected 1 to " + LookupAnswer.MAX_MAPPINGS);
        }
    }

    /** Stores a mapping, unless its {@code seq} is not above the stored one or the identifier is full: atomic. */
    public Uni<PutOutcome> put(NewMapping mapping, Instant now) {
        CsiKeys csiKeys = keys.of(mapping.csi());
        byte[] rowKey = csiKeys.rowKey().toArray();
        byte[] ownerKey = csiKeys.ownerKey(mapping.thumbprint()).toArray();
        byte[] document =
                csiKeys.seal(mapping.thumbprint(), withExpiry(mapping)).toArray();
        Uni<PutOutcome> work = sessions.withStatelessTransaction(session -> session.createNativeQuery(LOCK)
                .setParameter("lock", firstLong(csiKeys.rowKey()))
                .getSingleResult()
                .chain(() -> session.createNativeQuery(PUT)
                        .setParameter("rowKey", rowKey)
                        .setParameter("ownerKey", ownerKey)
                        .setParameter("outerKeyId", keys.outerKeyId())
                        .setParameter("seq", mapping.seq())
                        .setParameter("expiresOn", day(mapping.expires()))
                        .setParameter("document", document)
                        // A day early: to a reader whose clock is behind, they have not expired yet.
                        .setParameter("countedFrom", day(now).minusDays(1))
                        .setParameter("most", most)
                        .executeUpdate())
                .chain(written -> written == 1
                        ? Uni.createFrom().item(PutOutcome.STORED)
                        : session.createQuery(COUNT_NEWER, Long.class)
                                .setParameter("rowKey", rowKey)
                                .setParameter("ownerKey", ownerKey)
                                .setParameter("seq", mapping.seq())
                                .getSingleResult()
                                .map(newer -> newer > 0 ? PutOutcome.STALE : PutOutcome.FULL)));
        return bounded(work);
    }

    /** The signed mappings of an identifier that have not expired at {@code now}: one query, hit or miss. */
    public Uni<List<Bytes>> find(Csi csi, Instant now) {
        CsiKeys csiKeys = keys.of(csi);
        return bounded(sessions.withStatelessSession(session -> session.createQuery(FIND, Row.class)
                        .setParameter("rowKey", csiKeys.rowKey().toArray())
                        .setParameter("today", day(now))
                        .getResultList()))
                .map(rows -> rows.stream()
                        .map(row -> csiKeys.open(Bytes.of(row.ownerKey), Bytes.of(row.document)))
                        .filter(document -> isLive(document, now))
                        .map(document -> document.slice(Long.BYTES, document.size()))
                        .toList());
    }

    /**
     * Completes, at no cost while all is well. During an outage it asks first, and fails with {@link StoreUnavailable} as
     * long as PostgreSQL does not answer: ask this before a token is spent on a question that could not be answered.
     */
    public Uni<Void> reachable() {
        return Uni.createFrom()
                .deferred(() -> down.get() ? ping() : Uni.createFrom().voidItem());
    }

    /** Completes if PostgreSQL answers. */
    Uni<Void> ping() {
        return bounded(sessions.withStatelessSession(
                        session -> session.createNativeQuery("select 1").getSingleResult()))
                .replaceWithVoid();
    }

    /** Stops waiting after the timeout. The work itself goes on: to cancel it would leave its session open for good. */
    private <T> Uni<T> bounded(Uni<T> work) {
        return work.memoize()
                .indefinitely()
                .ifNoItem()
                .after(timeout)
                .fail()
                .onFailure(StoreUnavailable::isOutage)
                .transform(StoreUnavailable::new)
                .onItemOrFailure()
                .invoke((answer, failure) -> note(failure));
    }

    /** Once per outage, for the operator: the requests themselves say no more than that it is one. */
    private void note(@Nullable Throwable failure) {
        if (failure instanceof StoreUnavailable outage) {
            if (down.compareAndSet(false, true)) {
                LOG.warnf("PostgreSQL does not answer, trying on: %s", outage.getMessage());
            }
        } else if (down.compareAndSet(true, false)) {
            LOG.info("PostgreSQL answers again");
        }
    }

    /** The column knows the day only; the second goes along sealed. */
    private static Bytes withExpiry(NewMapping mapping) {
        return new ByteWriter()
                .uint64(mapping.expires().getEpochSecond())
                .bytes(mapping.document())
                .toBytes();
    }

    private static boolean isLive(Bytes document, Instant now) {
        return now.isBefore(Instant.ofEpochSecond(firstLong(document)));
    }

    private static LocalDate day(Instant time) {
        return LocalDate.ofInstant(time, ZoneOffset.UTC);
    }

    private static long firstLong(Bytes bytes) {
        return ByteBuffer.wrap(bytes.slice(0, Long.BYTES).toArray()).getLong();
    }

    /** What opening a row takes. */
    @SuppressWarnings("ArrayRecordComponent") // Never compared: it is on its way into Bytes.
    record Row(byte[] ownerKey, byte[] document) {}
}
