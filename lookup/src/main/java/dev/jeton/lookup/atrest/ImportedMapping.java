package dev.jeton.lookup.atrest;

/** A mapping on its way into the store among many: sealed already. */
public final class ImportedMapping {
    private final NewMapping mapping;
    private final StoredMapping row;
    private final long lock;

    ImportedMapping(NewMapping mapping, StoredMapping row, long lock) {
        this.mapping = mapping;
        this.row = row;
        this.lock = lock;
    }

    NewMapping mapping() {
        return mapping;
    }

    StoredMapping row() {
        return row;
    }

    /** Names the lock of all rows of this identifier. */
    long lock() {
        return lock;
    }

    @Override
    public String toString() {
        return "ImportedMapping[redacted]";
    }
}
