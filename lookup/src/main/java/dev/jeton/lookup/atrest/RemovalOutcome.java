package dev.jeton.lookup.atrest;

/** What became of a removal. */
public enum RemovalOutcome {
    /** What was to go is gone, now or before. */
    REMOVED,
    /** This recipient key has a mapping with a higher {@code seq}. Nothing changed. */
    STALE,
    /** What is stored is not what the confirmation lists. Nothing changed. */
    MISMATCH
}
