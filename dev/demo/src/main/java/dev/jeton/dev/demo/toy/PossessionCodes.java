package dev.jeton.dev.demo.toy;

import dev.jeton.crypto.csi.Csi;
import dev.jeton.crypto.secret.SealingKey;
import dev.jeton.crypto.wire.Bytes;

/**
 * The code that a real CSIP would send to a number or an address to see who receives it. Here it is computed, and whoever
 * has the key plays postman.
 */
public final class PossessionCodes {
    private static final int CODE_BYTES = 6;

    private final SealingKey key;

    public PossessionCodes(SealingKey key) {
        this.key = key;
    }

    /** Twelve characters that the owner of {@code csi} has received. */
    public String codeFor(Csi csi) {
        return key.mac("possession", Bytes.ofUtf8(csi.uri()))
                .slice(0, CODE_BYTES)
                .toHex();
    }

    boolean isFor(Csi csi, String code) {
        return Bytes.ofUtf8(codeFor(csi)).equals(Bytes.ofUtf8(code));
    }
}
