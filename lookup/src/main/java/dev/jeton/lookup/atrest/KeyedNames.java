package dev.jeton.lookup.atrest;

import dev.jeton.crypto.wire.Bytes;
import jakarta.inject.Singleton;

/**
 * Names by which something can be counted outside of the mappings and nobody be recognised: the same at every replica, as
 * long as the provider lives. Without {@code k1} nobody can tell one from a random number. Safe for concurrent use.
 */
@Singleton
public class KeyedNames {
    private static final int NAME_BYTES = 16;

    private final AtRestKeys keys;

    KeyedNames(AtRestKeys keys) {
        this.keys = keys;
    }

    /** A name of {@code what} for {@code purpose} alone: {@value #NAME_BYTES} bytes in hex. */
    public String of(String purpose, String what) {
        return keys.innerName("name " + purpose, Bytes.ofUtf8(what))
                .slice(0, NAME_BYTES)
                .toHex();
    }
}
