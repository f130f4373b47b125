package dev.jeton.crypto.mapping;

/**
 * A mapping whose whole chain was checked. Only {@link MappingVerifier} makes one, so whoever holds one knows that; it
 * held at the instant of the check and for the audiences of the check. Immutable.
 */
public final class VerifiedMapping implements MappingVerdict {
    private final String compact;
    private final Mapping mapping;
    private final CsiAttestation attestation;

    VerifiedMapping(String compact, Mapping mapping, CsiAttestation attestation) {
        this.compact = compact;
        this.mapping = mapping;
        this.attestation = attestation;
    }

    /** The mapping as it was received, for those who want to check for themselves. */
    public String compact() {
        return compact;
    }

    public Mapping mapping() {
        return mapping;
    }

    /** Who attested the CSI, when, and for which key. */
    public CsiAttestation attestation() {
        return attestation;
    }

    @Override
    public String toString() {
        return "VerifiedMapping[" + mapping.csi().kind() + "]";
    }
}
