package dev.jeton.crypto.engine;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.params.RSAPrivateCrtKeyParameters;
import org.bouncycastle.math.ec.ECAlgorithms;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.util.BigIntegers;

/** Known answers that an engine has to give on this machine before it is trusted with a key. */
final class SelfTest {
    /** The two largest primes of 1024 bits: nobody's secret. */
    private static final BigInteger P = BigInteger.ONE.shiftLeft(1024).subtract(BigInteger.valueOf(105));

    private static final BigInteger Q = BigInteger.ONE.shiftLeft(1024).subtract(BigInteger.valueOf(179));
    private static final BigInteger E = BigInteger.valueOf(65537);

    /** RFC 8032, Section 7.1, TEST 2. */
    private static final String ED25519_KEY =
            "302e020100300506032b657004220420" + "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb";

    static final String ED25519_PUBLIC_KEY = "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c";

    static final String ED25519_SIGNATURE = "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
            + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00";

    /** RFC 6979, Appendix A.2.5, message "sample" with SHA-256. */
    private static final String P256_KEY = "3059301306072a8648ce3d020106082a8648ce3d030107034200"
            + "0460fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6"
            + "7903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299";

    private static final String P256_SIGNATURE = "efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716"
            + "f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8";

    /** The Galois/Counter Mode of Operation (McGrew, Viega), test case 14: a block, key and nonce of zeros. */
    private static final String AES_GCM = "cea7403d4d606b6e074ec5d3baf39d18" + "d0d1c8a799996bf0265b98b5d48ab919";

    private SelfTest() {}

    /** @throws IllegalStateException if an answer is wrong */
    static void run(Engine engine) throws GeneralSecurityException {
        rsa(engine::rsaPublic, engine::rsaPrivate);
        for (Curve curve : Curve.values()) {
            multiplication(curve, scalar -> engine.multiplication(curve, scalar));
        }
        ed25519(engine::verifyEd25519);
        aesGcm(engine::aesGcm);
        if (engine.signatures().isPresent()) {
            signatures(engine.signatures().get());
        }
    }

    static void rsa(
            BiFunction<BigInteger, BigInteger, RsaPublicOperation> publicOperation,
            Function<RSAPrivateCrtKeyParameters, RsaPrivateOperation> privateOperation) {
        BigInteger n = P.multiply(Q);
        BigInteger pMinusOne = P.subtract(BigInteger.ONE);
        BigInteger qMinusOne = Q.subtract(BigInteger.ONE);
        BigInteger d = E.modInverse(pMinusOne.multiply(qMinusOne));
        RSAPrivateCrtKeyParameters key =
                new RSAPrivateCrtKeyParameters(n, E, d, P, Q, d.mod(pMinusOne), d.mod(qMinusOne), Q.modInverse(P));
        byte[] value = BigIntegers.asUnsignedByteArray(256, n.shiftRight(1));
        byte[] expected = BigIntegers.asUnsignedByteArray(256, n.shiftRight(1).modPow(E, n));
        require("RSA public operation", expected, publicOperation.apply(n, E).apply(value));
        require("RSA private operation", value, privateOperation.apply(key).apply(expected));
    }

    static void multiplication(Curve curve, Function<BigInteger, ScalarMultiplication> multiplication) {
        BigInteger scalar = curve.order().shiftRight(1);
        ECPoint expected = ECAlgorithms.referenceMultiply(curve.generator(), scalar);
        ECPoint product = multiplication.apply(scalar).multiply(curve.generator());
        require("multiplication on " + curve, encoded(expected), encoded(product));
    }

    interface Ed25519Verification {
        boolean verify(byte[] publicKey, byte[] message, byte[] signature);
    }

    static void ed25519(Ed25519Verification verification) {
        byte[] key = bytes(ED25519_PUBLIC_KEY);
        byte[] signature = bytes(ED25519_SIGNATURE);
        if (!verification.verify(key, new byte[] {0x72}, signature)
                || verification.verify(key, new byte[] {0x73}, signature)) {
            throw new IllegalStateException("wrong answer: verification of Ed25519");
        }
    }

    static void aesGcm(Supplier<Cipher> ciphers) throws GeneralSecurityException {
        SecretKeySpec key = new SecretKeySpec(new byte[32], "AES");
        GCMParameterSpec nonce = new GCMParameterSpec(128, new byte[12]);
        Cipher sealing = ciphers.get();
        sealing.init(Cipher.ENCRYPT_MODE, key, nonce);
        require("AES-GCM", bytes(AES_GCM), sealing.doFinal(new byte[16]));
        Cipher opening = ciphers.get();
        opening.init(Cipher.DECRYPT_MODE, key, nonce);
        require("AES-GCM", new byte[16], opening.doFinal(bytes(AES_GCM)));
    }

    static void signatures(Provider provider) throws GeneralSecurityException {
        // Keys by the JVM, signatures by the provider: as in crypto.jose.
        PrivateKey ed25519 =
                KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(bytes(ED25519_KEY)));
        Signature signer = Signature.getInstance("Ed25519", provider);
        signer.initSign(ed25519);
        signer.update((byte) 0x72);
        require("Ed25519", bytes(ED25519_SIGNATURE), signer.sign());

        PublicKey p256 = KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(bytes(P256_KEY)));
        Signature verifier = Signature.getInstance("SHA256withECDSAinP1363Format", provider);
        verifier.initVerify(p256);
        verifier.update(new byte[] {'s', 'a', 'm', 'p', 'l', 'e'});
        if (!verifier.verify(bytes(P256_SIGNATURE))) {
            throw new IllegalStateException("wrong answer: ECDSA");
        }
    }

    private static byte[] encoded(ECPoint point) {
        return point.normalize().getEncoded(false);
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    private static void require(String what, byte[] expected, byte[] answer) {
        if (!Arrays.equals(expected, answer)) {
            throw new IllegalStateException("wrong answer: " + what);
        }
    }
}
