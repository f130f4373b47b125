package dev.jeton.crypto.query;

import dev.jeton.crypto.csi.Csi;
import dev.jeton.crypto.engine.Engine;
import dev.jeton.crypto.token.Nonce;
import dev.jeton.crypto.token.Nullifier;
import dev.jeton.crypto.wire.ByteWriter;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/**
 * The sender's signature over one question, by the key whose hash is the token's nonce.
 *
 * <pre>
 *   "jeton query proof v1" || 0x00
 *     || uint16 length || entry DP's authority
 *     || nullifier (12 bytes)
 *     || uint16 length || canonical CSI
 * </pre>
 *
 * @param publicKey Ed25519 public key, {@value #PUBLIC_KEY_BYTES} bytes
 * @param signature Ed25519 signature, {@value #SIGNATURE_BYTES} bytes (RFC 8032, Section 5.1.6)
 */
public record QueryProof(Bytes publicKey, Bytes signature) {
    public static final int PUBLIC_KEY_BYTES = 32;
    public static final int SIGNATURE_BYTES = 64;

    private static final Bytes LABEL = Bytes.ofUtf8("jeton query proof v1\0");

    /** Refuses values of another size with {@link MalformedMessage}. */
    public QueryProof {
        MalformedMessage.requireSize("public-key", publicKey, PUBLIC_KEY_BYTES);
        MalformedMessage.requireSize("signature", signature, SIGNATURE_BYTES);
    }

    /** Whether the holder of the token with this {@code nonce} asks {@code entryDp} for {@code csi}. */
    public boolean verify(Nonce nonce, String entryDp, Nullifier nullifier, Csi csi) {
        // A public key of small order would make one signature good for many questions.
        if (!nonceOf(publicKey).equals(nonce) || !Ed25519.validatePublicKeyPartial(publicKey.toArray(), 0)) {
            return false;
        }
        Bytes message = message(entryDp, nullifier, csi);
        return Engine.active().verifyEd25519(publicKey.toArray(), message.toArray(), signature.toArray());
    }

    static Bytes message(String entryDp, Nullifier nullifier, Csi csi) {
        Bytes authority = Bytes.ofUtf8(entryDp);
        Bytes question = Bytes.ofUtf8(csi.uri());
        return new ByteWriter()
                .bytes(LABEL)
                .uint16(authority.size())
                .bytes(authority)
                .bytes(nullifier.value())
                .uint16(question.size())
                .bytes(question)
                .toBytes();
    }

    static Nonce nonceOf(Bytes publicKey) {
        SHA256Digest digest = new SHA256Digest();
        digest.update(publicKey.toArray(), 0, publicKey.size());
        byte[] nonce = new byte[Nonce.BYTES];
        digest.doFinal(nonce, 0);
        return new Nonce(Bytes.of(nonce));
    }

    @Override
    public String toString() {
        return "QueryProof[redacted]";
    }
}
