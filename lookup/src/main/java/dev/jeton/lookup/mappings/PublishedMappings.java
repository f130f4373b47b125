package dev.jeton.lookup.mappings;

import dev.jeton.crypto.csi.Authority;
import dev.jeton.crypto.mapping.CsiAttestation;
import dev.jeton.crypto.mapping.CsipTrust;
import dev.jeton.crypto.mapping.Mapping;
import dev.jeton.crypto.mapping.MappingVerdict;
import dev.jeton.crypto.mapping.MappingVerifier;
import dev.jeton.crypto.mapping.RefusedDocument;
import dev.jeton.crypto.mapping.VerifiedMapping;
import dev.jeton.crypto.problem.ProblemType;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.lookup.atrest.MappingStore;
import dev.jeton.lookup.atrest.NewMapping;
import dev.jeton.lookup.atrest.StoreSessions;
import dev.jeton.lookup.document.Provider;
import dev.jeton.lookup.publishing.PublishingLimits;
import dev.jeton.service.http.Refusal;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.function.Supplier;

/** Stores what recipients publish, if it verifies. */
@ApplicationScoped
class PublishedMappings {
    private final Supplier<CsipTrust> trust;
    private final Set<Authority> thisProvider;
    private final Verifications verifications;
    private final PublishingLimits limits;
    private final MappingStore store;
    private final StoreSessions sessions;
    private final InstantSource clock;

    PublishedMappings(
            Supplier<CsipTrust> trust,
            Provider provider,
            Verifications verifications,
            PublishingLimits limits,
            MappingStore store,
            StoreSessions sessions,
            InstantSource clock) {
        this.trust = trust;
        this.thisProvider = Set.of(provider.authority());
        this.verifications = verifications;
        this.limits = limits;
        this.store = store;
        this.sessions = sessions;
        this.clock = clock;
    }

    /**
     * Stores the mapping that {@code compact} holds. Fails with a {@link Refusal} if it does not verify, is one too many, is
     * not newer than what this key has published or removed, is attested below the floor or by another CSIP than serves the
     * number, or finds no place; and with {@link dev.jeton.lookup.atrest.StoreUnavailable}.
     */
    Uni<Void> publish(String compact) {
        Instant now = clock.instant();
        return verifications
                .verify(() -> verdict(compact, now))
                .map(PublishedMappings::verified)
                // Who tries again and again while nothing can be stored must not find his limit used up afterwards.
                .call(mapping -> sessions.reachable())
                .call(mapping -> limits.publishing(mapping.attestation(), mapping.compact()))
                .chain(mapping -> store.put(stored(mapping), now))
                .invoke(outcome -> {
                    switch (outcome) {
                        case STORED -> {}
                        case STALE -> throw Refusal.of(ProblemType.MAPPING_STALE);
                        case SUPERSEDED -> throw Refusal.of(ProblemType.ATTESTATION_SUPERSEDED);
                        case PORTED -> throw Refusal.of(ProblemType.NUMBER_PORTED);
                        case FULL -> throw Refusal.of(ProblemType.MAPPINGS_FULL);
                    }
                })
                .replaceWithVoid();
    }

    /** Whether {@code compact} may be stored here at {@code now}: a millisecond or two of CPU. */
    MappingVerdict verdict(String compact, Instant now) {
        return MappingVerifier.verify(compact, trust.get(), thisProvider, now);
    }

    private static VerifiedMapping verified(MappingVerdict verdict) {
        if (verdict instanceof RefusedDocument refused) {
            throw Verifications.refusal(ProblemType.MAPPING_INVALID, refused);
        }
        return (VerifiedMapping) verdict;
    }

    static NewMapping stored(VerifiedMapping verified) {
        Mapping mapping = verified.mapping();
        CsiAttestation attestation = verified.attestation();
        return new NewMapping(
                mapping.csi(),
                attestation.key().thumbprint(),
                mapping.sequence(),
                attestation.issuer(),
                verified.portRecord(),
                attestation.validity().issuedAt(),
                mapping.validity().expiresAt(),
                Bytes.ofUtf8(verified.compact()));
    }
}
