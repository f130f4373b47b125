package dev.jeton.lookup.atrest;

import dev.jeton.crypto.wire.ByteWriter;
import dev.jeton.crypto.wire.Bytes;
import java.nio.ByteBuffer;
import java.time.Instant;

/**
 * What rests sealed in a row: {@code uint64 seconds of expiry || mapping}. The column knows the day only.
 *
 * @param mapping as it was signed; empty in a row that only remembers
 */
record SealedDocument(Instant expires, Bytes mapping) {
    static final SealedDocument NOTHING = new SealedDocument(Instant.EPOCH, Bytes.of());

    static SealedDocument of(NewMapping mapping) {
        return new SealedDocument(mapping.expires(), mapping.document());
    }

    /** What {@link #encode} wrote; the seals around it say that nobody changed it. */
    static SealedDocument of(Bytes encoded) {
        long expires = ByteBuffer.wrap(encoded.slice(0, Long.BYTES).toArray()).getLong();
        return new SealedDocument(Instant.ofEpochSecond(expires), encoded.slice(Long.BYTES, encoded.size()));
    }

    Bytes encode() {
        return new ByteWriter().uint64(expires.getEpochSecond()).bytes(mapping).toBytes();
    }

    boolean isLive(Instant now) {
        return now.isBefore(expires);
    }
}
