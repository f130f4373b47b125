package dev.jeton.crypto.mapping;

import java.util.Optional;

/**
 * A removal whose whole chain was checked. Only {@link RemovalVerifier} makes one. Immutable.
 */
public final class VerifiedRemoval implements RemovalVerdict {
    private final Removal removal;
    private final Optional<CsiAttestation> attestation;

    VerifiedRemoval(Removal removal, Optional<CsiAttestation> attestation) {
        this.removal = removal;
        this.attestation = attestation;
    }

    public Removal removal() {
        return removal;
    }

    /** Of the key that signed it; empty if a CSIP did. */
    public Optional<CsiAttestation> attestation() {
        return attestation;
    }

    @Override
    public String toString() {
        return "VerifiedRemoval[" + removal.csi().kind() + "]";
    }
}
