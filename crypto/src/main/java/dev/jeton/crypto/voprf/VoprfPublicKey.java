package dev.jeton.crypto.voprf;

import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;

/** What a client has to know of a {@link VoprfSecretKey} before it asks: {@code pkS} of RFC 9497, {@code Ne} bytes. */
public final class VoprfPublicKey {
    private final Suite suite;
    private final Element element;

    VoprfPublicKey(Suite suite, Element element) {
        this.suite = suite;
        this.element = element;
    }

    /**
     * {@code DeserializeElement}.
     *
     * @throws MalformedMessage unless {@code encoded} is the compressed form of a point of the suite's curve
     */
    public static VoprfPublicKey parse(Suite suite, Bytes encoded) {
        return new VoprfPublicKey(suite, suite.group().decode("public key", encoded));
    }

    public Suite suite() {
        return suite;
    }

    public Bytes encode() {
        return element.encode();
    }

    Element element() {
        return element;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VoprfPublicKey that && element.equals(that.element);
    }

    @Override
    public int hashCode() {
        return element.hashCode();
    }

    @Override
    public String toString() {
        return "VoprfPublicKey[" + element.encode().toHex() + "]";
    }
}
