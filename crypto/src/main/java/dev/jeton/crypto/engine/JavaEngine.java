package dev.jeton.crypto.engine;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.util.Optional;
import javax.crypto.Cipher;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.params.RSAPrivateCrtKeyParameters;
import org.bouncycastle.crypto.signers.RSABlindSignatureServer;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.math.ec.ECConstantTimeMultiplier;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.bouncycastle.util.BigIntegers;

/** Bouncy Castle, and {@link BigInteger} for public values: works wherever a JVM does. */
record JavaEngine(Optional<String> fallbackReason) implements Engine {
    static final String AES_GCM = "AES/GCM/NoPadding";

    @Override
    public String name() {
        return "java";
    }

    @Override
    public String version() {
        return new BouncyCastleProvider().getVersionStr();
    }

    @Override
    public RsaPublicOperation rsaPublic(BigInteger modulus, BigInteger exponent) {
        int bytes = BigIntegers.getUnsignedByteLength(modulus);
        return value -> BigIntegers.asUnsignedByteArray(bytes, new BigInteger(1, value).modPow(exponent, modulus));
    }

    /** Bouncy Castle blinds each call with a fresh factor, since its exponentiation takes variable time. */
    @Override
    public RsaPrivateOperation rsaPrivate(RSAPrivateCrtKeyParameters key) {
        return value -> {
            try {
                return new RSABlindSignatureServer(key).blindSign(value);
            } catch (CryptoException e) {
                throw new IllegalStateException("signing failure", e);
            }
        };
    }

    /** A fixed window over odd signed digits with masked table look-ups, which checks its result. */
    @Override
    public ScalarMultiplication multiplication(Curve curve, BigInteger scalar) {
        return new WindowMultiplication(scalar);
    }

    @Override
    public boolean verifyEd25519(byte[] publicKey, byte[] message, byte[] signature) {
        return Ed25519.verify(signature, 0, publicKey, 0, message, 0, message.length);
    }

    @Override
    public Cipher aesGcm() {
        try {
            return Cipher.getInstance(AES_GCM);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM is missing from this JVM", e);
        }
    }

    @Override
    public Optional<Provider> signatures() {
        return Optional.empty();
    }

    private static final class WindowMultiplication implements ScalarMultiplication {
        private final BigInteger scalar;

        WindowMultiplication(BigInteger scalar) {
            this.scalar = scalar;
        }

        @Override
        public ECPoint multiply(ECPoint point) {
            return new ECConstantTimeMultiplier().multiply(point, scalar);
        }

        @Override
        public String toString() {
            return "ScalarMultiplication[redacted]";
        }
    }
}
