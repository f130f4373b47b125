package dev.jeton.lookup.atrest;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Transactions on the rows of one identifier, one at a time whatever the outer keys of the replica that asks. Within,
 * all its rows stand under the current ones: who counts and compares them meets each once, under one name.
 */
@ApplicationScoped
class IdentifierWrites {
    private static final String FORMER = SealedRow.SELECT + "where rowKey in (:formerRowKeys)";

    private final StoreSessions sessions;
    private final AtRestKeys keys;

    IdentifierWrites(StoreSessions sessions, AtRestKeys keys) {
        this.sessions = sessions;
        this.keys = keys;
    }

    <T> Uni<T> writing(CsiKeys csiKeys, Function<Mutiny.StatelessSession, Uni<T>> work) {
        return sessions.writing(
                csiKeys.lock(), session -> rewrapped(session, csiKeys).chain(() -> work.apply(session)));
    }

    private Uni<Void> rewrapped(Mutiny.StatelessSession session, CsiKeys csiKeys) {
        List<byte[]> former = csiKeys.formerRowKeys();
        if (former.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Rewrap rewrap = new Rewrap(session, keys);
        return session.createQuery(FORMER, SealedRow.class)
                .setParameter("formerRowKeys", former)
                .getResultList()
                .chain(rows -> rows.stream()
                        .map(rewrap::move)
                        .reduce(Uni.createFrom().item(0), (before, next) -> before.chain(() -> next)))
                .replaceWithVoid();
    }
}
