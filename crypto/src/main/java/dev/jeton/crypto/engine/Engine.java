package dev.jeton.crypto.engine;

import java.math.BigInteger;
import java.security.Provider;
import java.security.Security;
import java.util.Optional;
import javax.crypto.Cipher;
import org.bouncycastle.crypto.params.RSAPrivateCrtKeyParameters;

/**
 * What does the arithmetic: raw RSA, the multiplication of curve points by secrets, AES. Everything above (encodings, blinding,
 * checks) is the same for both engines, and both give the same results. Safe for concurrent use.
 */
public sealed interface Engine permits JavaEngine, CorrettoEngine {
    /** The system property that chooses: {@code fastest} (default) or {@code java}. */
    String PROPERTY = "jeton.crypto.engine";

    /**
     * The engine of this JVM, chosen once: with {@code fastest} the Amazon Corretto provider if it is on the class path and
     * passes a self-test on this machine, otherwise pure Java.
     *
     * @throws ExceptionInInitializerError if {@link #PROPERTY} has another value
     */
    static Engine active() {
        return Selection.ACTIVE;
    }

    /** {@code corretto} or {@code java}. */
    String name();

    /** The version of the library that does the work, as its maker writes it. */
    String version();

    /** Why it is not the accelerated engine, in one line; empty for that one, and where nothing else was asked for. */
    Optional<String> fallbackReason();

    /** The public operation under this key. */
    RsaPublicOperation rsaPublic(BigInteger modulus, BigInteger exponent);

    /** The private operation of this key; what is made ready for it goes with the result. */
    RsaPrivateOperation rsaPrivate(RSAPrivateCrtKeyParameters key);

    /**
     * One scalar, ready to multiply points of {@code curve}.
     *
     * @param scalar from 1 to the curve's order - 1; what is made ready for it goes with the result
     */
    ScalarMultiplication multiplication(Curve curve, BigInteger scalar);

    /**
     * Whether {@code signature} is one of Ed25519 (RFC 8032, Section 5.1.7) over {@code message}. Public values, in variable
     * time.
     *
     * @param publicKey 32 bytes: a point that the caller knows not to be of small order. Engines may differ over signatures
     *     that nobody makes by the rules, under keys or with an R outside of the prime-order group
     * @param signature 64 bytes
     */
    boolean verifyEd25519(byte[] publicKey, byte[] message, byte[] signature);

    /** AES-GCM, ready to be initialised; for one use. */
    Cipher aesGcm();

    /** Where to get signatures from by the Java Cryptography Architecture; the JVM's own providers if empty. */
    Optional<Provider> signatures();

    /**
     * Makes this engine's ECDSA with SHA-256 and its Ed25519 the first choice of the whole JVM, for libraries that cannot be
     * told where to get signatures from. A process does this once at its start, if it wants to; it touches TLS only where a
     * certificate or a handshake is signed with ECDSA over SHA-256. Nothing happens in pure Java.
     */
    default void installSignatures() {
        signatures().ifPresent(provider -> Security.insertProviderAt(new SignatureProvider(provider), 1));
    }
}
