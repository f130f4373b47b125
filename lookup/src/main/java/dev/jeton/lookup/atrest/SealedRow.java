package dev.jeton.lookup.atrest;

/** A row as far as its outer layer goes: what opening it takes. */
@SuppressWarnings("ArrayRecordComponent") // Never compared: it is on its way into Bytes.
record SealedRow(short outerKeyId, byte[] rowKey, byte[] ownerKey, byte[] document) {
    /** The beginning of a query for them. */
    static final String SELECT = "select outerKeyId, rowKey, ownerKey, document from StoredMapping ";

    @Override
    public String toString() {
        return "SealedRow[redacted]";
    }
}
