package dev.jeton.client.lookup;

import dev.jeton.crypto.mapping.VerifiedMapping;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Several keys speak for one CSI (R5). That is so while an owner moves to a new key, and after a number has been given to
 * somebody else: an app should show both ages and let its user decide, rather than pick one.
 *
 * @param latestFirst one mapping of each key, at least two. A former owner gets no new attestations, so the later one is
 *     more likely to be the owner's; {@link VerifiedMapping#attestationAge} says by how much
 */
public record OwnerConflict(List<VerifiedMapping> latestFirst) {
    /** Equal ones are told apart by their keys: in the same way by all senders. */
    static final Comparator<VerifiedMapping> LATEST_ATTESTED = Comparator.<VerifiedMapping, Instant>comparing(
                    verified -> verified.attestation().validity().issuedAt())
            .reversed()
            .thenComparing(verified -> verified.attestation().key().thumbprint());

    public OwnerConflict {
        latestFirst = List.copyOf(latestFirst);
    }

    static Optional<OwnerConflict> among(List<VerifiedMapping> mappings) {
        return mappings.size() < 2
                ? Optional.empty()
                : Optional.of(new OwnerConflict(
                        mappings.stream().sorted(LATEST_ATTESTED).toList()));
    }
}
