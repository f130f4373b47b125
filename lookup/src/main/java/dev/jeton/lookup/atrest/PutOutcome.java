package dev.jeton.lookup.atrest;

/** What became of a mapping that was put. */
public enum PutOutcome {
    STORED,
    /** This recipient key has a mapping with the same or a higher {@code seq}. Nothing changed. */
    STALE,
    /** The attestation is older than one that has taken its place, or than the CSIP's removal. Nothing changed. */
    SUPERSEDED,
    /** By a port record, another CSIP serves the number than the one that attested this. Nothing changed. */
    PORTED,
    /** As many recipient keys that were attested no earlier have a mapping of this identifier as may. Nothing changed. */
    FULL
}
