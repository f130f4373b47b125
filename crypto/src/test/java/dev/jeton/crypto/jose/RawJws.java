package dev.jeton.crypto.jose;

import dev.jeton.crypto.wire.Bytes;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;

/** Signs headers and payloads that the product itself would never write. */
public final class RawJws {
    private RawJws() {}

    /** A compact JWS with exactly this header and payload, signed by {@code key} with the algorithm of its own. */
    public static String sign(JoseSigningKey key, String header, String payload) {
        String input =
                Bytes.ofUtf8(header).toBase64Url() + "." + Bytes.ofUtf8(payload).toBase64Url();
        return input + "." + signature(key, input).toBase64Url();
    }

    /** {@code {"alg":...,"kid":...,"typ":type}} as {@code key} would write it, with {@code more} members in JSON. */
    public static String header(JoseSigningKey key, String type, String more) {
        return "{\"alg\":\"%s\",\"kid\":\"%s\",\"typ\":\"%s\"%s}"
                .formatted(
                        key.publicKey().algorithm().jwsName(), key.publicKey().thumbprint(), type, more);
    }

    static Bytes signature(JoseSigningKey key, String input) {
        JoseAlgorithm algorithm = key.publicKey().algorithm();
        try {
            PrivateKey privateKey =
                    KeyFactory.getInstance(algorithm.jcaName).generatePrivate(new PKCS8EncodedKeySpec(key.pkcs8()));
            Signature signer = Signature.getInstance(
                    algorithm == JoseAlgorithm.ES256 ? "SHA256withECDSAinP1363Format" : "Ed25519");
            signer.initSign(privateKey);
            signer.update(Bytes.ofUtf8(input).toArray());
            return Bytes.of(signer.sign());
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
