package dev.jeton.lookup.atrest;

import dev.jeton.crypto.csi.Csi;
import dev.jeton.crypto.secret.SealingKey;
import dev.jeton.crypto.wire.Bytes;

/** The three secrets of the store. They open nothing until a CSI is at hand. Safe for concurrent use. */
final class AtRestKeys {
    private final SealingKey inner;
    private final SealingKey outer;
    private final SealingKey keyEncryption;
    private final short outerKeyId;

    AtRestKeys(SealingKey inner, SealingKey outer, SealingKey keyEncryption, int outerKeyId) {
        if (outerKeyId < 1 || outerKeyId > Short.MAX_VALUE) {
            throw new IllegalArgumentException("outer-key-id: expected 1 to " + Short.MAX_VALUE);
        }
        this.inner = inner;
        this.outer = outer;
        this.keyEncryption = keyEncryption;
        this.outerKeyId = (short) outerKeyId;
    }

    /** Names the generation of the outer keys, for the row's column. */
    short outerKeyId() {
        return outerKeyId;
    }

    CsiKeys of(Csi csi) {
        return new CsiKeys(inner, outer, keyEncryption, Bytes.ofUtf8(csi.uri()));
    }

    /** HMAC of {@code what} under {@code k1}, which is never rotated, for {@code purpose} alone. */
    Bytes innerName(String purpose, Bytes what) {
        return inner.mac(purpose, what);
    }

    /**
     * Seals the removals that wait. From {@code k1}, so that they outlive a rotation of the outer keys, although a CSI stands
     * in them: who has {@code k1} and the database reads those.
     */
    SealingKey heldRemovals() {
        return inner.derive("held removals", Bytes.EMPTY);
    }

    @Override
    public String toString() {
        return "AtRestKeys[" + outerKeyId + "]";
    }
}
