package dev.jeton.lookup.atrest;

import dev.jeton.crypto.wire.Bytes;
import java.time.Instant;

/**
 * A removal by a CSIP that waits.
 *
 * @param csip who signed it
 * @param compact as it was signed
 * @param received when it was believed, in whole seconds
 */
public record HeldRemoval(String csip, String compact, Instant received) {
    /** What says the same is the same; of a signature there may be several for one document. */
    Bytes signed() {
        return Bytes.ofUtf8(compact.substring(0, compact.lastIndexOf('.')));
    }

    @Override
    public String toString() {
        return "HeldRemoval[redacted]";
    }
}
