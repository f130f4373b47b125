package dev.jeton.crypto.hpke;

import dev.jeton.crypto.wire.Bytes;
import org.bouncycastle.crypto.hpke.HPKEContext;

/** Secret export, which is the same on both sides. */
final class Exporter {
    /** HKDF-SHA256 gives no more (RFC 5869, Section 2.3). */
    private static final int MAX_BYTES = 255 * 32;

    private Exporter() {}

    static Bytes export(HPKEContext context, Bytes exporterContext, int bytes) {
        if (bytes < 1 || bytes > MAX_BYTES) {
            throw new IllegalArgumentException("exports are of 1 to " + MAX_BYTES + " bytes, not " + bytes);
        }
        return Bytes.of(context.export(exporterContext.toArray(), bytes));
    }
}
