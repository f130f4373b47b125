package dev.jeton.crypto.voprf;

import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;

/** An input that its client has blinded, for a server to evaluate: {@code Ne} bytes that say nothing of the input. */
public final class BlindedElement extends RoleElement {
    BlindedElement(Element element) {
        super(element);
    }

    /**
     * {@code DeserializeElement}, which costs a square root.
     *
     * @throws MalformedMessage naming {@code field}, unless {@code encoded} is the compressed form of a point of the
     *     suite's curve
     */
    public static BlindedElement parse(Suite suite, String field, Bytes encoded) {
        return new BlindedElement(suite.group().decode(field, encoded));
    }
}
