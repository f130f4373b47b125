package dev.jeton.crypto.jose;

import dev.jeton.crypto.engine.Engine;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/** The signature algorithms in use. Each belongs to one kind of key: whoever has the key knows the algorithm. */
public enum JoseAlgorithm {
    /** ECDSA with P-256 and SHA-256 (RFC 7518, Section 3.4). */
    ES256(
            "ES256",
            "EC",
            "P-256",
            64,
            "EC",
            "SHA256withECDSAinP1363Format",
            "3059301306072a8648ce3d020106082a8648ce3d03010703420004") {
        @Override
        void requireInGroup(Bytes point) {
            try {
                // Refuses coordinates outside of the field and points off the curve; P-256 has no small subgroup.
                CustomNamedCurves.getByName("P-256")
                        .getCurve()
                        .decodePoint(Bytes.concat(UNCOMPRESSED, point).toArray());
            } catch (IllegalArgumentException e) {
                throw MalformedMessage.of("jwk", "not a point of P-256");
            }
        }
    },

    /** Ed25519 (RFC 8037, Section 3.1). */
    EDDSA("EdDSA", "OKP", "Ed25519", 32, "Ed25519", "Ed25519", "302a300506032b6570032100") {
        @Override
        void requireInGroup(Bytes point) {
            // Under a key of small order one signature would fit many messages.
            if (!Ed25519.validatePublicKeyFull(point.toArray(), 0)) {
                throw MalformedMessage.of("jwk", "not a point of Ed25519's prime-order group");
            }
        }
    };

    /** Both algorithms have signatures of this size. */
    static final int SIGNATURE_BYTES = 64;

    private static final Bytes UNCOMPRESSED = Bytes.of((byte) 4);

    private final String jwsName;
    final String keyType;
    final String curve;
    final int pointBytes;
    final String jcaName;
    /** The signature of RFC 7518, Section 3.4 (r and s in one size) and of RFC 8037, Section 3.1. */
    private final String signatureName;
    /** What stands before the point in a SubjectPublicKeyInfo (RFC 5480, RFC 8410). */
    private final String spkiPrefixHex;

    JoseAlgorithm(
            String jwsName,
            String keyType,
            String curve,
            int pointBytes,
            String jcaName,
            String signatureName,
            String spkiPrefixHex) {
        this.jwsName = jwsName;
        this.keyType = keyType;
        this.curve = curve;
        this.pointBytes = pointBytes;
        this.jcaName = jcaName;
        this.signatureName = signatureName;
        this.spkiPrefixHex = spkiPrefixHex;
    }

    /** Its name in a JWS header's {@code alg} (RFC 7518, Section 3.1). */
    public String jwsName() {
        return jwsName;
    }

    static Optional<JoseAlgorithm> ofKey(String keyType, String curve) {
        return Arrays.stream(values())
                .filter(a -> a.keyType.equals(keyType) && a.curve.equals(curve))
                .findFirst();
    }

    /**
     * Refuses {@code point} unless a signature under it means something.
     *
     * @throws MalformedMessage if it is not a point of the group, or of a small subgroup of it
     */
    abstract void requireInGroup(Bytes point);

    /** The active engine's signatures, or the JVM's; both take the JVM's keys. */
    Signature signature() {
        Optional<Provider> engine = Engine.active().signatures();
        try {
            return engine.isPresent()
                    ? Signature.getInstance(signatureName, engine.get())
                    : Signature.getInstance(signatureName);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(signatureName + " is missing from this JVM", e);
        }
    }

    PublicKey jcaKey(Bytes point) {
        try {
            return KeyFactory.getInstance(jcaName)
                    .generatePublic(new X509EncodedKeySpec(
                            Bytes.concat(Bytes.ofHex(spkiPrefixHex), point).toArray()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(jcaName + " is missing from this JVM", e);
        }
    }
}
