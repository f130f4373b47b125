package dev.jeton.crypto.voprf;

import dev.jeton.crypto.wire.Bytes;
import org.bouncycastle.math.ec.ECPoint;

/** A group element other than the identity, and its only encoding. Compared by value; not secret. */
final class Element {
    private final Group group;
    private final ECPoint point;
    private final Bytes encoded;

    /** {@code point} is normalised and not the identity: {@link Group#element} sees to it. */
    Element(Group group, ECPoint point) {
        this.group = group;
        this.point = point;
        this.encoded = Bytes.of(point.getEncoded(true));
    }

    Group group() {
        return group;
    }

    ECPoint point() {
        return point;
    }

    /** {@code SerializeElement}: {@code Ne} bytes. */
    Bytes encode() {
        return encoded;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Element that && group == that.group && encoded.equals(that.encoded);
    }

    @Override
    public int hashCode() {
        return encoded.hashCode();
    }

    @Override
    public String toString() {
        return "Element[" + encoded.toHex() + "]";
    }
}
