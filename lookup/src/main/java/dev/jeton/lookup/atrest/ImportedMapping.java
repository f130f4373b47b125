package dev.jeton.lookup.atrest;

/** A mapping on its way into the store among many: sealed already. */
public final class ImportedMapping {
    private final NewMapping mapping;
    private final StoredMapping row;
    private final long lock;
    private final String rowKeys;

    ImportedMapping(NewMapping mapping, StoredMapping row, long lock, String rowKeys) {
        this.mapping = mapping;
        this.row = row;
        this.lock = lock;
        this.rowKeys = rowKeys;
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

    /** What rows of this identifier may be named, under whatever outer keys: in hex, separated by commas. */
    String rowKeys() {
        return rowKeys;
    }

    @Override
    public String toString() {
        return "ImportedMapping[redacted]";
    }
}
