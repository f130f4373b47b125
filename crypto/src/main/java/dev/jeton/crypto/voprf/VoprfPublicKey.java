package dev.jeton.crypto.voprf;

import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;

/** What a client has to know of a {@link VoprfSecretKey} before it asks: {@code pkS} of RFC 9497, {@code Ne} bytes. */
public final class VoprfPublicKey extends RoleElement {
    private final Suite suite;

    VoprfPublicKey(Suite suite, Element element) {
        super(element);
        this.suite = suite;
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

    @Override
    public String toString() {
        return "VoprfPublicKey[" + encode().toHex() + "]";
    }
}
