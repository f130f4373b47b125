package dev.jeton.lookup.atrest;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.jeton.crypto.secret.SealingKey;
import dev.jeton.crypto.wire.ByteWriter;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Removals that wait for an operator, each sealed, whose word {@link HeldDecisions} keeps. Fails, and is used, as {@link
 * StoreSessions} says.
 */
@ApplicationScoped
public class HeldRemovals {
    private static final Bytes CONTEXT = Bytes.ofUtf8("jeton held removal");

    private static final String HOLD = """
            insert into held_removal (id, csip, held_on, expires_on, document)
            values (:id, :csip, :heldOn, :expiresOn, :document)
            on conflict (id) do nothing
            """;

    private static final String RELEASED =
            "select id, csip, document from held_removal where released and id > :after order by id limit :most";

    private static final String DONE = "delete from held_removal where id = :id";

    private static final String BACK = "update held_removal set released = false where id = :id";

    private static final String FORGET = "delete from held_removal where expires_on < :today";

    private final StoreSessions sessions;
    private final AtRestKeys keys;
    private final SealingKey sealing;

    HeldRemovals(StoreSessions sessions, AtRestKeys keys) {
        this.sessions = sessions;
        this.keys = keys;
        this.sealing = keys.heldRemovals();
    }

    /** A released removal: empty if it does not open, which is for whoever looks after secrets and backups. */
    public record Released(Bytes id, Optional<HeldRemoval> removal) {}

    /** Holds {@code removal}, once, as long as an attestation can be valid that was issued before {@code attestedBefore}. */
    public Uni<Void> hold(HeldRemoval removal, Instant attestedBefore) {
        Bytes id = keys.innerName("held removal", removal.signed());
        Bytes document = Padding.pad(new ByteWriter()
                .uint64(removal.received().getEpochSecond())
                .bytes(Bytes.ofUtf8(removal.compact()))
                .toBytes());
        return sessions.writing(session -> session.createNativeQuery(HOLD)
                .setParameter("id", id.toArray())
                .setParameter("csip", removal.csip())
                .setParameter("heldOn", Days.of(removal.received()))
                .setParameter("expiresOn", Days.forgotten(attestedBefore))
                .setParameter(
                        "document",
                        sealing.seal(context(id, removal.csip()), document).toArray())
                .executeUpdate()
                .replaceWithVoid());
    }

    /**
     * Those that were released and are not carried out yet, in the order of their ids: the first {@code most} that come after
     * {@code after}, an id or nothing.
     */
    public Uni<List<Released>> released(Bytes after, int most) {
        return sessions.reading(session -> session.createNativeQuery(RELEASED, Object[].class)
                        .setParameter("after", after.toArray())
                        .setParameter("most", most)
                        .getResultList())
                .map(rows -> rows.stream()
                        .map(row -> open(Bytes.of((byte[]) row[0]), (String) row[1], Bytes.of((byte[]) row[2])))
                        .toList());
    }

    /** Forgets a released removal that has been carried out. */
    public Uni<Void> done(Bytes id) {
        return change(DONE, id);
    }

    /** Holds a released removal again. */
    public Uni<Void> back(Bytes id) {
        return change(BACK, id);
    }

    /** Forgets those that would remove nothing any more at {@code now}, whatever was decided of them. */
    public Uni<Void> forget(Instant now) {
        return sessions.writing(session -> session.createNativeQuery(FORGET)
                .setParameter("today", Days.of(now))
                .executeUpdate()
                .replaceWithVoid());
    }

    private Uni<Void> change(String statement, Bytes id) {
        return sessions.writing(session -> session.createNativeQuery(statement)
                .setParameter("id", id.toArray())
                .executeUpdate()
                .replaceWithVoid());
    }

    private Released open(Bytes id, String csip, Bytes sealed) {
        try {
            Bytes document = Padding.unpad(sealing.open(context(id, csip), sealed));
            long seconds =
                    ByteBuffer.wrap(document.slice(0, Long.BYTES).toArray()).getLong();
            Instant received = Instant.ofEpochSecond(seconds);
            String compact =
                    new String(document.slice(Long.BYTES, document.size()).toArray(), UTF_8);
            return new Released(id, Optional.of(new HeldRemoval(csip, compact, received)));
        } catch (MalformedMessage e) {
            return new Released(id, Optional.empty());
        }
    }

    private static Bytes context(Bytes id, String csip) {
        return Bytes.concat(CONTEXT, id, Bytes.ofUtf8(csip));
    }
}
