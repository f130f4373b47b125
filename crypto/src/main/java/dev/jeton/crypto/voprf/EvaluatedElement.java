package dev.jeton.crypto.voprf;

import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;

/** A blinded element after the secret key has worked on it: {@code Ne} bytes that only the blinding can make use of. */
public final class EvaluatedElement extends RoleElement {
    EvaluatedElement(Element element) {
        super(element);
    }

    /**
     * {@code DeserializeElement}, which costs a square root.
     *
     * @throws MalformedMessage naming {@code field}, unless {@code encoded} is the compressed form of a point of the
     *     suite's curve
     */
    public static EvaluatedElement parse(Suite suite, String field, Bytes encoded) {
        return new EvaluatedElement(suite.group().decode(field, encoded));
    }
}
