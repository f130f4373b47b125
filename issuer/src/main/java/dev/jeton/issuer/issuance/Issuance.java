package dev.jeton.issuer.issuance;

import dev.jeton.crypto.problem.ProblemType;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.issuer.attestation.AttestationCandidate;
import dev.jeton.issuer.attestation.Attestations;
import dev.jeton.issuer.attestation.AttestedSender;
import dev.jeton.issuer.quota.Claimant;
import dev.jeton.issuer.quota.Decision;
import dev.jeton.issuer.quota.IssuanceQuota;
import dev.jeton.issuer.quota.Standing;
import dev.jeton.issuer.voprf.VoprfKeys;
import dev.jeton.issuer.work.Workers;
import dev.jeton.service.http.Refusal;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;

/** The way from a request to its tokens. */
@ApplicationScoped
class Issuance {
    private final Attestations attestations;
    private final IssuanceQuota quota;
    private final VoprfKeys voprfKeys;
    private final Workers workers;
    private final IssuanceRecord record;

    Issuance(
            Attestations attestations,
            IssuanceQuota quota,
            VoprfKeys voprfKeys,
            Workers workers,
            IssuanceRecord record) {
        this.attestations = attestations;
        this.quota = quota;
        this.voprfKeys = voprfKeys;
        this.workers = workers;
        this.record = record;
    }

    /**
     * The tokens that {@code body} asks for, paid for. Fails with {@link Refusal}, and has charged nothing then, unless
     * the quota store charged and its answer was lost: the same body is then answered when it comes again.
     *
     * @param body not read before the attestation looks like one
     */
    Uni<Issued> issue(Optional<String> authorization, Form form, Uni<Bytes> body) {
        return Uni.createFrom()
                .item(() -> attestations.admit(authorization))
                .onFailure()
                .invoke(record::refused)
                .chain(candidate -> body.chain(
                                bytes -> workers.admit(form.tokensIn(bytes), () -> issue(candidate, form, bytes)))
                        .invoke(issued -> record.issued(candidate.msp(), issued))
                        .onFailure()
                        .invoke(failure -> record.refused(candidate.msp(), failure)));
    }

    /** Where a sender stands, at no charge. */
    Uni<Standing> standing(Optional<String> authorization) {
        return Uni.createFrom()
                .item(() -> attestations.admit(authorization))
                .chain(candidate -> workers.admit(
                        1,
                        () -> workers.compute(() -> claimant(attestations.verify(candidate)))
                                .chain(quota::look)));
    }

    private Uni<Issued> issue(AttestationCandidate candidate, Form form, Bytes body) {
        return workers.compute(() -> read(candidate, form, body))
                .chain(this::charge)
                .chain(paid ->
                        workers.compute(() -> new Issued(paid.order().batch().sign(), paid.standing())));
    }

    private Order read(AttestationCandidate candidate, Form form, Bytes body) {
        Claimant claimant = claimant(attestations.verify(candidate));
        int maxBatch = quota.tier(claimant).maxBatch();
        return new Order(claimant, body, Batch.read(claimant.key(), voprfKeys, form, body, maxBatch));
    }

    private Uni<PaidOrder> charge(Order order) {
        return quota.charge(order.claimant(), order.batch().tokens(), order.body())
                .map(decision -> new PaidOrder(order, granted(decision)));
    }

    private static Standing granted(Decision decision) {
        if (decision.isGranted()) {
            return decision.standing();
        }
        Refusal refusal = decision.outcome() == Decision.Outcome.ANSWERED
                ? Refusal.of(ProblemType.BATCH_ANSWERED, "Blind new tokens and ask for those.")
                : overQuota(decision);
        for (Map.Entry<String, String> header : decision.standing().headers().entrySet()) {
            refusal = refusal.with(header.getKey(), header.getValue());
        }
        throw refusal;
    }

    private static Refusal overQuota(Decision decision) {
        String detail = switch (decision.outcome()) {
            case SENDERS_OVER -> "The tier takes no more senders in this epoch.";
            default -> decision.standing().left() + " tokens are left in this epoch.";
        };
        return Refusal.of(ProblemType.QUOTA_EXCEEDED, detail)
                .with(
                        "Retry-After",
                        Long.toString(decision.standing().untilReset().toSeconds()));
    }

    private static Claimant claimant(AttestedSender sender) {
        return new Claimant(
                sender.key(),
                sender.attestation().issuer(),
                sender.attestation().subject(),
                sender.attestation().tier());
    }

    /** @param body what makes the order the same when it comes again */
    private record Order(Claimant claimant, Bytes body, Batch batch) {}

    private record PaidOrder(Order order, Standing standing) {}
}
