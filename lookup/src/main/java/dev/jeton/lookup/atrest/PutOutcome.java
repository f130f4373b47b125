package dev.jeton.lookup.atrest;

/** What became of a mapping that was put. */
public enum PutOutcome {
    STORED,
    /** This recipient key has a mapping with the same or a higher {@code seq}. Nothing changed. */
    STALE,
    /** As many other recipient keys have a mapping of this identifier as may. Nothing changed. */
    FULL
}
