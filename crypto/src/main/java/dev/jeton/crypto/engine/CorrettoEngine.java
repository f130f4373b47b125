package dev.jeton.crypto.engine;

import static java.util.Objects.requireNonNull;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Function;
import javax.crypto.Cipher;
import org.bouncycastle.crypto.params.RSAPrivateCrtKeyParameters;

/**
 * The Amazon Corretto provider, which is AWS-LC behind the interfaces of the Java Cryptography Architecture. It is used as
 * an object and never installed, so that nothing else in the JVM changes.
 *
 * <p>AWS-LC blinds the RSA private operation, exponentiates in constant time and checks its result; its ECDH over P-256 and
 * P-384 is written to take constant time.
 */
final class CorrettoEngine implements Engine {
    private static final String PROVIDER = "com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider";

    /** What stands before the point in a SubjectPublicKeyInfo (RFC 8410, Section 4). */
    private static final byte[] ED25519_SPKI = HexFormat.of().parseHex("302a300506032b6570032100");

    private final Provider provider;
    private final Map<Curve, ECParameterSpec> specs = new EnumMap<>(Curve.class);

    private CorrettoEngine(Provider provider) throws GeneralSecurityException {
        this.provider = provider;
        for (Curve curve : Curve.values()) {
            AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
            parameters.init(new ECGenParameterSpec(curve.jcaName));
            specs.put(curve, parameters.getParameterSpec(ECParameterSpec.class));
        }
    }

    /** Empty if it is not on the class path. Fails in many ways where it does not work, {@link LinkageError} among them. */
    static Optional<CorrettoEngine> load() throws GeneralSecurityException {
        // The class loader that found us finds it too, if anybody does; its type is compared before it runs any code.
        Optional<Provider> provider = ServiceLoader.load(Provider.class, CorrettoEngine.class.getClassLoader()).stream()
                .filter(candidate -> candidate.type().getName().equals(PROVIDER))
                .findFirst()
                .map(ServiceLoader.Provider::get);
        return provider.isEmpty() ? Optional.empty() : Optional.of(new CorrettoEngine(provider.get()));
    }

    @Override
    public String name() {
        return "corretto";
    }

    @Override
    public String version() {
        return provider.getVersionStr();
    }

    @Override
    public Optional<String> fallbackReason() {
        return Optional.empty();
    }

    @Override
    public RsaPublicOperation rsaPublic(BigInteger modulus, BigInteger exponent) {
        try {
            return new RawRsa(
                            provider,
                            Cipher.ENCRYPT_MODE,
                            KeyFactory.getInstance("RSA", provider)
                                    .generatePublic(new RSAPublicKeySpec(modulus, exponent)))::apply;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AWS-LC takes no public key of this kind", e);
        }
    }

    @Override
    public RsaPrivateOperation rsaPrivate(RSAPrivateCrtKeyParameters key) {
        // With the public exponent: without it AWS-LC neither blinds nor checks.
        RSAPrivateCrtKeySpec spec = new RSAPrivateCrtKeySpec(
                key.getModulus(),
                key.getPublicExponent(),
                key.getExponent(),
                key.getP(),
                key.getQ(),
                key.getDP(),
                key.getDQ(),
                key.getQInv());
        try {
            return new RawRsa(
                    provider,
                    Cipher.DECRYPT_MODE,
                    KeyFactory.getInstance("RSA", provider).generatePrivate(spec))::apply;
        } catch (GeneralSecurityException e) {
            // Without its cause, which might quote the key.
            throw new IllegalStateException("AWS-LC takes no private key of this kind");
        }
    }

    @Override
    public ScalarMultiplication multiplication(Curve curve, BigInteger scalar) {
        ScalarMultiplication java = new JavaEngine(Optional.empty()).multiplication(curve, scalar);
        if (scalar.equals(curve.order().subtract(BigInteger.ONE))) {
            return java; // scalar + 1 is no scalar
        }
        return new XOnlyMultiplication(curve, ecdh(curve, scalar), ecdh(curve, scalar.add(BigInteger.ONE)), java);
    }

    private Function<ECPoint, BigInteger> ecdh(Curve curve, BigInteger scalar) {
        return new Ecdh(provider, requireNonNull(specs.get(curve)), scalar)::x;
    }

    @Override
    public boolean verifyEd25519(byte[] publicKey, byte[] message, byte[] signature) {
        byte[] encoded = Arrays.copyOf(ED25519_SPKI, ED25519_SPKI.length + publicKey.length);
        System.arraycopy(publicKey, 0, encoded, ED25519_SPKI.length, publicKey.length);
        try {
            // The JVM's key: the provider signs and verifies with it, and makes none itself.
            PublicKey key = KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
            Signature verifier = Signature.getInstance("Ed25519", provider);
            verifier.initVerify(key);
            verifier.update(message);
            return verifier.verify(signature);
        } catch (InvalidKeySpecException | InvalidKeyException | SignatureException e) {
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no Ed25519", e);
        }
    }

    @Override
    public Cipher aesGcm() {
        try {
            return Cipher.getInstance(JavaEngine.AES_GCM, provider);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no AES-GCM", e);
        }
    }

    @Override
    public Optional<Provider> signatures() {
        return Optional.of(provider);
    }
}
