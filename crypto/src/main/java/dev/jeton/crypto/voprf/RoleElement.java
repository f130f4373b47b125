package dev.jeton.crypto.voprf;

import dev.jeton.crypto.wire.Bytes;

/**
 * A group element in one role of the protocol, which the compiler keeps apart from the others. Equal by role and value; the
 * text form shows nothing.
 */
abstract sealed class RoleElement permits BlindedElement, EvaluatedElement, VoprfPublicKey {
    private final Element element;

    RoleElement(Element element) {
        this.element = element;
    }

    /** {@code SerializeElement}: {@code Ne} bytes. */
    public final Bytes encode() {
        return element.encode();
    }

    final Element element() {
        return element;
    }

    @Override
    public final boolean equals(Object other) {
        return other instanceof RoleElement that && getClass() == that.getClass() && element.equals(that.element);
    }

    @Override
    public final int hashCode() {
        return element.hashCode();
    }

    @Override
    public String toString() {
        return getClass().getSimpleName() + "[redacted]";
    }
}
