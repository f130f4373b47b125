package dev.jeton.lookup.mappings;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.jeton.crypto.csi.Authority;
import dev.jeton.crypto.mapping.CsiAttestation;
import dev.jeton.crypto.mapping.CsipRemoval;
import dev.jeton.crypto.mapping.CsipTrust;
import dev.jeton.crypto.mapping.OwnerRemoval;
import dev.jeton.crypto.mapping.RefusedDocument;
import dev.jeton.crypto.mapping.Removal;
import dev.jeton.crypto.mapping.RemovalVerdict;
import dev.jeton.crypto.mapping.RemovalVerifier;
import dev.jeton.crypto.mapping.Supersession;
import dev.jeton.crypto.mapping.VerifiedPortRecord;
import dev.jeton.crypto.mapping.VerifiedRemoval;
import dev.jeton.crypto.problem.ProblemType;
import dev.jeton.lookup.atrest.HeldRemoval;
import dev.jeton.lookup.atrest.HeldRemovals;
import dev.jeton.lookup.atrest.MappingRemovals;
import dev.jeton.lookup.atrest.NewSupersession;
import dev.jeton.lookup.atrest.RemovalOutcome;
import dev.jeton.lookup.atrest.StoreSessions;
import dev.jeton.lookup.document.Provider;
import dev.jeton.lookup.publishing.PublishingLimits;
import dev.jeton.service.http.Refusal;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Takes away what recipients and CSIPs remove, if it verifies. */
@ApplicationScoped
class RemovedMappings {
    private final Supplier<CsipTrust> trust;
    private final Set<Authority> thisProvider;
    private final Verifications verifications;
    private final PublishingLimits limits;
    private final MappingRemovals removals;
    private final HeldRemovals held;
    private final StoreSessions sessions;
    private final InstantSource clock;

    RemovedMappings(
            Supplier<CsipTrust> trust,
            Provider provider,
            Verifications verifications,
            PublishingLimits limits,
            MappingRemovals removals,
            HeldRemovals held,
            StoreSessions sessions,
            InstantSource clock) {
        this.trust = trust;
        this.thisProvider = Set.of(provider.authority());
        this.verifications = verifications;
        this.limits = limits;
        this.removals = removals;
        this.held = held;
        this.sessions = sessions;
        this.clock = clock;
    }

    /** What became of a removal. */
    enum Outcome {
        REMOVED,
        /** An operator decides. */
        HELD
    }

    /**
     * Does what {@code compact} says, or holds it for an operator. Fails with a {@link Refusal} if it does not verify, is one
     * too many, or is not about what is stored; and with {@link dev.jeton.lookup.atrest.StoreUnavailable}. That nothing was
     * there to remove is no failure, and not told.
     */
    Uni<Outcome> remove(String compact) {
        Instant now = clock.instant();
        CsipTrust csips = trust.get();
        return verifications
                .verify(() -> RemovalVerifier.verify(compact, csips, thisProvider, now))
                .map(RemovedMappings::verified)
                // Nothing is charged while nothing can be removed.
                .call(verified -> sessions.reachable())
                .chain(verified -> verified.removal() instanceof CsipRemoval byCsip
                        ? byCsip(verified, byCsip, compact, now)
                        : byOwner(verified, compact, now));
    }

    /**
     * Carries out what was held. Emits whether it did: by now its CSIP may not be believed any more, nor serve the number. Fails
     * with a {@link Refusal} while that cannot be told, for want of the CSIP's keys.
     */
    Uni<Boolean> removeHeld(HeldRemoval held) {
        CsipTrust csips = trust.get();
        Instant now = clock.instant();
        return verifications
                .verify(() -> RemovalVerifier.verify(held.compact(), csips, thisProvider, held.received()))
                .invoke(Verifications::requireKeys)
                .chain(verdict -> verdict instanceof VerifiedRemoval verified
                                && verified.removal() instanceof CsipRemoval byCsip
                                && isEntitled(byCsip, verified.portRecord(), csips, now)
                        ? raiseFloor(verified, byCsip, now).map(outcome -> outcome == RemovalOutcome.REMOVED)
                        : Uni.createFrom().item(false));
    }

    /** Whether the CSIP may still speak for the number: by its prefix, where the port record has ended while it waited. */
    private static boolean isEntitled(
            CsipRemoval removal, Optional<VerifiedPortRecord> port, CsipTrust csips, Instant now) {
        return port.filter(verified -> verified.record().validity().isOver(now)).isEmpty()
                || csips.find(removal.issuer())
                        .filter(csip -> csip.mayAttest(removal.csi()))
                        .isPresent();
    }

    private static VerifiedRemoval verified(RemovalVerdict verdict) {
        if (verdict instanceof RefusedDocument refused) {
            throw Verifications.refusal(ProblemType.REMOVAL_INVALID, refused);
        }
        return (VerifiedRemoval) verdict;
    }

    private Uni<Outcome> byCsip(VerifiedRemoval verified, CsipRemoval removal, String compact, Instant now) {
        String csip = removal.issuer();
        return limits.removingAtOnce(csip)
                .chain(atOnce -> atOnce
                        ? raiseFloor(verified, removal, now).map(RemovedMappings::done)
                        : limits.holding(csip)
                                .chain(() -> held.hold(new HeldRemoval(csip, compact, now), removal.attestedBefore()))
                                .replaceWith(Outcome.HELD));
    }

    private Uni<RemovalOutcome> raiseFloor(VerifiedRemoval verified, CsipRemoval removal, Instant now) {
        return removals.raiseFloor(
                removal.csi(), removal.issuer(), verified.portRecord(), removal.attestedBefore(), now);
    }

    private Uni<Outcome> byOwner(VerifiedRemoval verified, String compact, Instant now) {
        CsiAttestation attestation = verified.attestation().orElseThrow();
        return limits.removing(attestation, compact)
                .chain(() -> apply(verified.removal(), attestation, now))
                .map(RemovedMappings::done);
    }

    private static Outcome done(RemovalOutcome outcome) {
        return switch (outcome) {
            case REMOVED -> Outcome.REMOVED;
            case STALE -> throw Refusal.of(ProblemType.MAPPING_STALE);
            case PORTED -> throw Refusal.of(ProblemType.NUMBER_PORTED);
            case MISMATCH -> throw Refusal.of(ProblemType.SUPERSESSION_MISMATCH);
        };
    }

    private Uni<RemovalOutcome> apply(Removal removal, CsiAttestation attestation, Instant now) {
        String owner = attestation.key().thumbprint();
        if (removal instanceof OwnerRemoval own) {
            Instant attestedAt = attestation.validity().issuedAt();
            return removals.remove(own.csi(), owner, own.sequence(), attestedAt, now);
        }
        Supersession confirmed = (Supersession) removal;
        return removals.supersede(
                new NewSupersession(
                        confirmed.csi(),
                        owner,
                        confirmed.sequence(),
                        Set.copyOf(confirmed.supersedes()),
                        stored -> confirmed.confirms(new String(stored.toArray(), US_ASCII))),
                now);
    }
}
