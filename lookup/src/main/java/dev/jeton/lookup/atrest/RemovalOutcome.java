package dev.jeton.lookup.atrest;

/** What became of a removal. */
public enum RemovalOutcome {
    /** What was to go is gone, now or before. */
    REMOVED,
    /** This recipient key has a mapping with a higher {@code seq}. Nothing changed. */
    STALE,
    /** By a port record, another CSIP serves the number than the one that removes. Nothing changed. */
    PORTED,
    /** What is stored is not what the confirmation lists. Nothing changed. */
    MISMATCH
}
