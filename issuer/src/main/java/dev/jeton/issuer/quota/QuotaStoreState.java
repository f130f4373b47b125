package dev.jeton.issuer.quota;

import dev.jeton.crypto.problem.ProblemType;
import dev.jeton.redis.AcceptedLoss;
import dev.jeton.redis.RedisUnavailable;
import dev.jeton.service.audit.AuditTrail;
import dev.jeton.service.audit.OperatorAction;
import dev.jeton.service.fence.PostgresFenceRecords;
import dev.jeton.service.http.Refusal;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** For operators: whether quotas are served, and what to do where they are not. */
@Singleton
public class QuotaStoreState {
    private final QuotaFence fence;
    private final PostgresFenceRecords records;
    private final AuditTrail trail;

    QuotaStoreState(QuotaFence fence, PostgresFenceRecords records, AuditTrail trail) {
        this.fence = fence;
        this.records = records;
        this.trail = trail;
    }

    /** Where this replica stands with the epochs whose keys sign or will sign, in their order. */
    public List<ArenaState> states() {
        return fence.states();
    }

    /**
     * Serves the counters of epoch {@code epochId} as Redis has them now, whatever they have forgotten: senders may begin
     * again, providers do not fall below their marks. {@code action} is in the audit trail if and only if that was done.
     *
     * <p>Empty as long as some replica serves them or may: then nothing was accepted; call again after a second. Fails with
     * a {@link Refusal} if no key of that epoch signs or will sign, or Redis does not answer, else as PostgreSQL does.
     */
    public Uni<Optional<AcceptedLoss>> acceptLoss(long epochId, OperatorAction action) {
        QuotaArena arena = fence.arenas().stream()
                .filter(known -> known.key().epoch().id() == epochId)
                .findFirst()
                .orElseThrow(() -> Refusal.of(ProblemType.NOT_FOUND, "No key of this epoch signs or will sign."));
        // Accepting would fence it first: nobody loses a second over a slip of the pen.
        return fence.state(arena).isServed()
                ? Uni.createFrom().item(Optional.empty())
                : fence.acceptLoss(
                                arena,
                                (name, expected, next) ->
                                        records.replace(name, expected, next, session -> trail.add(session, action)))
                        .onFailure(RedisUnavailable.class)
                        .transform(failure -> Refusal.of(ProblemType.QUOTA_UNAVAILABLE));
    }
}
