package dev.jeton.crypto.token;

import dev.jeton.crypto.voprf.Suite;
import dev.jeton.crypto.voprf.VoprfPublicKey;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;

/**
 * An issuer's key for tokens of type 0x0001 as it is published: a compressed point of P-384, {@value #BYTES} bytes
 * (RFC 9578, Section 5.5). With it a client checks what it is given; it cannot tell whether a token is genuine. Safe for
 * concurrent use.
 */
public final class VoprfTokenPublicKey {
    public static final int BYTES = 49;

    /** VOPRF(P-384, SHA-384): RFC 9578, Section 8.2.1. */
    static final Suite SUITE = Suite.P384_SHA384;

    private final VoprfPublicKey key;
    private final TokenKeyId keyId;

    VoprfTokenPublicKey(VoprfPublicKey key) {
        this.key = key;
        this.keyId = new TokenKeyId(Sha256.of(key.encode()));
    }

    /** Reads a published key. Throws {@link MalformedMessage} for what is not the compressed form of a point of P-384. */
    public static VoprfTokenPublicKey parse(Bytes tokenKey) {
        MalformedMessage.requireSize("token-key", tokenKey, BYTES);
        return new VoprfTokenPublicKey(VoprfPublicKey.parse(SUITE, tokenKey));
    }

    /** The published bytes: a point has no other form. */
    public Bytes encode() {
        return key.encode();
    }

    public TokenKeyId keyId() {
        return keyId;
    }

    VoprfPublicKey voprf() {
        return key;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VoprfTokenPublicKey that && key.equals(that.key);
    }

    @Override
    public int hashCode() {
        return key.hashCode();
    }

    @Override
    public String toString() {
        return "VoprfTokenPublicKey[" + keyId.value().toHex() + "]";
    }
}
