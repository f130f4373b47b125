package dev.jeton.issuer.keys;

import dev.jeton.crypto.problem.ProblemType;
import dev.jeton.crypto.token.IssuerDirectory;
import dev.jeton.service.audit.AuditTrail;
import dev.jeton.service.audit.OperatorAction;
import dev.jeton.service.http.Refusal;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Ends an epoch before its time: for a key that somebody else may have, or counters that somebody has changed.
 *
 * <p>Its tokens become void, and a new epoch takes its place, in which every sender has a new quota: what that costs and
 * yields is in {@code docs/adr/0011-retirement.md}.
 */
@Singleton
public class EpochRetirement {
    /** While Redis hangs there is no new key, and the operator need not wait to hear that the old one is retired. */
    private static final Duration PASS_PATIENCE = Duration.ofSeconds(5);

    private final KeyStore store;
    private final KeyRotation rotation;
    private final AuditTrail audit;
    private final InstantSource clock;

    EpochRetirement(KeyStore store, KeyRotation rotation, AuditTrail audit, InstantSource clock) {
        this.store = store;
        this.rotation = rotation;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Retires the epoch: destroys its private key and lists it as retired, in one transaction with the audit trail's entry.
     * Emits when this replica has stopped to sign with it, and has tried to make the key that follows; the others stop when
     * they read the keys again. One that is retired already stays as it is, without another entry.
     *
     * <p>Fails with {@code epoch-unknown}; with {@code epoch-over} when no token of it is accepted any more; and with {@code
     * epochs-retired} when as many are retired as the directory can name.
     */
    public Uni<EpochSummary> retire(long epochId, OperatorAction action) {
        return store.exclusively((session, rows) -> retire(session, rows, epochId, action))
                .map(EpochKeyRow::summary)
                .call(() -> rotation.pass()
                        .ifNoItem()
                        .after(PASS_PATIENCE)
                        .recoverWithUni(Uni.createFrom().voidItem()));
    }

    private Uni<EpochKeyRow> retire(
            Mutiny.StatelessSession session, List<EpochKeyRow> rows, long epochId, OperatorAction action) {
        Instant now = clock.instant();
        EpochKeyRow row = rows.stream()
                .filter(candidate -> candidate.notBefore == epochId)
                .findAny()
                .orElseThrow(() -> Refusal.of(ProblemType.EPOCH_UNKNOWN));
        if (row.retired) {
            return Uni.createFrom().item(row);
        }
        if (!now.isBefore(row.epoch().notAfter())) {
            throw Refusal.of(ProblemType.EPOCH_OVER);
        }
        if (rows.stream().filter(other -> other.retired).count() >= IssuerDirectory.MAX_RETIRED_KEYS) {
            throw Refusal.of(ProblemType.EPOCHS_RETIRED);
        }
        row.retire(now);
        return session.update(row).chain(() -> audit.add(session, action)).replaceWith(row);
    }
}
