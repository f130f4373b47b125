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
import dev.jeton.crypto.mapping.VerifiedRemoval;
import dev.jeton.crypto.problem.ProblemType;
import dev.jeton.lookup.atrest.MappingRemovals;
import dev.jeton.lookup.atrest.NewSupersession;
import dev.jeton.lookup.atrest.RemovalOutcome;
import dev.jeton.lookup.document.Provider;
import dev.jeton.lookup.publishing.PublishingLimits;
import dev.jeton.service.http.Refusal;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;

/** Takes away what recipients and CSIPs remove, if it verifies. */
@ApplicationScoped
class RemovedMappings {
    private final CsipTrust trust;
    private final Set<Authority> thisProvider;
    private final Verifications verifications;
    private final PublishingLimits limits;
    private final MappingRemovals removals;
    private final InstantSource clock;

    RemovedMappings(
            CsipTrust trust,
            Provider provider,
            Verifications verifications,
            PublishingLimits limits,
            MappingRemovals removals,
            InstantSource clock) {
        this.trust = trust;
        this.thisProvider = Set.of(provider.authority());
        this.verifications = verifications;
        this.limits = limits;
        this.removals = removals;
        this.clock = clock;
    }

    /**
     * Does what {@code compact} says. Fails with a {@link Refusal} if it does not verify, is one too many, or is not about
     * what is stored; and with {@link dev.jeton.lookup.atrest.StoreUnavailable}. That nothing was there to remove is no failure, and not told.
     */
    Uni<Void> remove(String compact) {
        Instant now = clock.instant();
        return verifications
                .verify(() -> RemovalVerifier.verify(compact, trust, thisProvider, now))
                .map(RemovedMappings::verified)
                .call(verified -> charge(verified, compact))
                .chain(verified -> apply(verified, now))
                .invoke(outcome -> {
                    switch (outcome) {
                        case REMOVED -> {}
                        case STALE -> throw Refusal.of(ProblemType.MAPPING_STALE);
                        case MISMATCH -> throw Refusal.of(ProblemType.SUPERSESSION_MISMATCH);
                    }
                })
                .replaceWithVoid();
    }

    private static VerifiedRemoval verified(RemovalVerdict verdict) {
        if (verdict instanceof RefusedDocument refused) {
            throw Verifications.refusal(ProblemType.REMOVAL_INVALID, refused);
        }
        return (VerifiedRemoval) verdict;
    }

    private Uni<Void> charge(VerifiedRemoval verified, String compact) {
        if (verified.removal() instanceof CsipRemoval byCsip) {
            return limits.removingBy(byCsip.issuer());
        }
        return limits.removing(verified.attestation().orElseThrow(), compact);
    }

    private Uni<RemovalOutcome> apply(VerifiedRemoval verified, Instant now) {
        Removal removal = verified.removal();
        if (removal instanceof CsipRemoval byCsip) {
            return removals.raiseFloor(byCsip.csi(), byCsip.attestedBefore(), now);
        }
        CsiAttestation attestation = verified.attestation().orElseThrow();
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
