package dev.jeton.crypto.mapping;

import java.util.Optional;

/**
 * A removal whose whole chain was checked. Only {@link RemovalVerifier} makes one. Immutable.
 */
public final class VerifiedRemoval implements RemovalVerdict {
    private final Removal removal;
    private final Optional<CsiAttestation> attestation;
    private final Optional<VerifiedPortRecord> portRecord;

    VerifiedRemoval(Removal removal, Optional<CsiAttestation> attestation, Optional<VerifiedPortRecord> portRecord) {
        this.removal = removal;
        this.attestation = attestation;
        this.portRecord = portRecord;
    }

    public Removal removal() {
        return removal;
    }

    /** Of the key that signed it; empty if a CSIP did. */
    public Optional<CsiAttestation> attestation() {
        return attestation;
    }

    /** By which the CSIP speaks for this number; empty where it is the CSIP's own. */
    public Optional<VerifiedPortRecord> portRecord() {
        return portRecord;
    }

    @Override
    public String toString() {
        return "VerifiedRemoval[" + removal.csi().kind() + "]";
    }
}
