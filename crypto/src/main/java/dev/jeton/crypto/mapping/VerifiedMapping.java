package dev.jeton.crypto.mapping;

import dev.jeton.crypto.hpke.HpkeSecretKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * A mapping whose whole chain was checked. Only {@link MappingVerifier} makes one, so whoever holds one knows that; it
 * held at the instant of the check and for the audiences of the check. Immutable.
 */
public final class VerifiedMapping implements MappingVerdict {
    private final String compact;
    private final Mapping mapping;
    private final CsiAttestation attestation;
    private final Optional<VerifiedPortRecord> portRecord;

    VerifiedMapping(
            String compact, Mapping mapping, CsiAttestation attestation, Optional<VerifiedPortRecord> portRecord) {
        this.compact = compact;
        this.mapping = mapping;
        this.attestation = attestation;
        this.portRecord = portRecord;
    }

    /** The mapping as it was received, for those who want to check for themselves. */
    public String compact() {
        return compact;
    }

    public Mapping mapping() {
        return mapping;
    }

    /**
     * What the mapping says to the holder of these keys in place of {@link Mapping#msps}, in the owner's order; empty where it
     * says nothing of its own to him. Of several kinds of {@link Audience} that he belongs to, the narrowest counts. Tries
     * every key on every slot, which is a multiplication on a curve or three.
     */
    public List<Mapping.Entry> openedBy(Collection<HpkeSecretKey> keys) {
        SealedEntries.Place place = new SealedEntries.Place(mapping.audience(), mapping.csi(), attestation.key());
        return mapping.sealed().open(place, keys);
    }

    /** Who attested the CSI, when, and for which key. */
    public CsiAttestation attestation() {
        return attestation;
    }

    /** By which the CSIP may attest this number; empty where it is the CSIP's own. */
    public Optional<VerifiedPortRecord> portRecord() {
        return portRecord;
    }

    /** How long before {@code now} the CSIP said so: what has changed hands since, it does not know. */
    public Duration attestationAge(Instant now) {
        return Duration.between(attestation.validity().issuedAt(), now);
    }

    @Override
    public String toString() {
        return "VerifiedMapping[" + mapping.csi().kind() + "]";
    }
}
