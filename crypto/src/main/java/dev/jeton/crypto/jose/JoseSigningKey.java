package dev.jeton.crypto.jose;

import dev.jeton.crypto.json.JsonWriter;
import dev.jeton.crypto.wire.Bytes;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Map;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/**
 * A private key that signs documents. It acts; it is never read out or printed, and leaves memory only into the file
 * that {@link SigningKeyFile} writes. Its {@code kid} is the thumbprint of its public key (RFC 7638).
 *
 * <p>Safe for concurrent use.
 */
public final class JoseSigningKey {
    private static final X9ECParameters P256 = CustomNamedCurves.getByName("P-256");

    private final PrivateKey key;
    private final JosePublicKey publicKey;

    private JoseSigningKey(PrivateKey key, JosePublicKey publicKey) {
        this.key = key;
        this.publicKey = publicKey;
    }

    public static JoseSigningKey generate(JoseAlgorithm algorithm) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm.jcaName);
            if (algorithm == JoseAlgorithm.ES256) {
                generator.initialize(new ECGenParameterSpec("secp256r1"));
            }
            return of(algorithm, generator.generateKeyPair().getPrivate());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(algorithm.jcaName + " is missing from this JVM", e);
        }
    }

    /** The signing key with this private key, which the caller knows to be of the algorithm's curve. */
    static JoseSigningKey of(JoseAlgorithm algorithm, PrivateKey key) {
        return new JoseSigningKey(key, new JosePublicKey(algorithm, publicPoint(key)));
    }

    public JosePublicKey publicKey() {
        return publicKey;
    }

    /** A compact JWS over {@code payload} with the header members {@code alg}, {@code kid} and {@code typ}. */
    public String sign(String type, JsonWriter payload) {
        return sign(type, Map.of(), payload);
    }

    /** The same with further protected header members. */
    public String sign(String type, Map<String, String> headers, JsonWriter payload) {
        JsonWriter header = new JsonWriter()
                .put("alg", publicKey.algorithm().jwsName())
                .put("kid", publicKey.thumbprint())
                .put("typ", type);
        headers.forEach(header::put);
        // RFC 7515, Section 5.1; base64url is ASCII.
        String input = header.toBytes().toBase64Url() + "." + payload.toBytes().toBase64Url();
        Signature signer = publicKey.algorithm().signature();
        try {
            signer.initSign(key);
            signer.update(input.getBytes(StandardCharsets.US_ASCII));
            return input + "." + Bytes.of(signer.sign()).toBase64Url();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("signing with a valid key failed", e);
        }
    }

    /** PKCS#8, for {@link SigningKeyFile} alone, which wipes it. */
    byte[] pkcs8() {
        return key.getEncoded();
    }

    @Override
    public String toString() {
        return "JoseSigningKey[" + publicKey.algorithm().jwsName() + " " + publicKey.thumbprint() + "]";
    }

    private static Bytes publicPoint(PrivateKey key) {
        if (key instanceof ECPrivateKey ec) {
            BigInteger scalar = ec.getS();
            if (scalar.signum() <= 0 || scalar.compareTo(P256.getN()) >= 0) {
                throw new IllegalArgumentException("not a private key of P-256");
            }
            byte[] point = new FixedPointCombMultiplier()
                    .multiply(P256.getG(), scalar)
                    .normalize()
                    .getEncoded(false);
            return Bytes.of(point).slice(1, point.length);
        }
        byte[] seed = ((EdECPrivateKey) key).getBytes().orElseThrow();
        byte[] point = new byte[Ed25519.PUBLIC_KEY_SIZE];
        Ed25519.generatePublicKey(seed, 0, point, 0);
        Arrays.fill(seed, (byte) 0);
        return Bytes.of(point);
    }
}
