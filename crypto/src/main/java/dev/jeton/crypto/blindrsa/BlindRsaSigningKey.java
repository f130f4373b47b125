package dev.jeton.crypto.blindrsa;

import dev.jeton.crypto.engine.Engine;
import dev.jeton.crypto.engine.RsaPrivateOperation;
import dev.jeton.crypto.secret.SealingKey;
import dev.jeton.crypto.wire.ByteReader;
import dev.jeton.crypto.wire.ByteWriter;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.function.Function;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.generators.RSAKeyPairGenerator;
import org.bouncycastle.crypto.params.RSAKeyGenerationParameters;
import org.bouncycastle.crypto.params.RSAPrivateCrtKeyParameters;

/**
 * An RSA key that signs what it cannot see. It is never read out: it leaves only sealed. Safe for concurrent use.
 */
public final class BlindRsaSigningKey {
    private static final BigInteger EXPONENT = BigInteger.valueOf(65537);
    /** Miller-Rabin rounds for a composite to pass with less than 2^-128 (FIPS 186-5, Appendix B.3). */
    private static final int PRIME_CERTAINTY = 128;
    /** Half of 4096 bits, and a sign. */
    private static final int MAX_PRIME_BYTES = 257;

    private final RSAPrivateCrtKeyParameters parameters;
    private final RsaPrivateOperation privateOperation;
    private final BlindRsaPublicKey publicKey;

    private BlindRsaSigningKey(BigInteger p, BigInteger q) {
        this(parameters(p, q), Engine.active()::rsaPrivate);
    }

    /** The same with the arithmetic given, for tests of what becomes of a wrong result. */
    BlindRsaSigningKey(
            RSAPrivateCrtKeyParameters parameters, Function<RSAPrivateCrtKeyParameters, RsaPrivateOperation> engine) {
        this.parameters = parameters;
        this.privateOperation = engine.apply(parameters);
        this.publicKey = new BlindRsaPublicKey(parameters.getModulus(), EXPONENT);
    }

    static RSAPrivateCrtKeyParameters parameters(BigInteger p, BigInteger q) {
        BigInteger modulus = p.multiply(q);
        BigInteger pMinusOne = p.subtract(BigInteger.ONE);
        BigInteger qMinusOne = q.subtract(BigInteger.ONE);
        BigInteger lambda = pMinusOne.divide(pMinusOne.gcd(qMinusOne)).multiply(qMinusOne);
        BigInteger d = EXPONENT.modInverse(lambda);
        return new RSAPrivateCrtKeyParameters(
                modulus, EXPONENT, d, p, q, d.mod(pMinusOne), d.mod(qMinusOne), q.modInverse(p));
    }

    /** A new key of 2048 bits, as RFC 9578, Section 6.4 wants it. Takes a good part of a second. */
    public static BlindRsaSigningKey generate() {
        RSAKeyPairGenerator generator = new RSAKeyPairGenerator();
        generator.init(new RSAKeyGenerationParameters(EXPONENT, new SecureRandom(), 2048, PRIME_CERTAINTY));
        AsymmetricCipherKeyPair pair = generator.generateKeyPair();
        RSAPrivateCrtKeyParameters key = (RSAPrivateCrtKeyParameters) pair.getPrivate();
        return new BlindRsaSigningKey(key.getP(), key.getQ());
    }

    /** The key with these primes, for test vectors. */
    static BlindRsaSigningKey of(BigInteger p, BigInteger q) {
        return new BlindRsaSigningKey(p, q);
    }

    public BlindRsaPublicKey publicKey() {
        return publicKey;
    }

    /** Whether {@code blindedMessage} has {@code modulus_len} bytes and is less than the modulus. */
    public boolean accepts(Bytes blindedMessage) {
        return publicKey.isBelowModulus(blindedMessage);
    }

    /**
     * {@code BlindSign} of RFC 9474, Section 4.3: {@code modulus_len} bytes. The same message gives the same signature.
     *
     * @throws MalformedMessage unless {@code blindedMessage} has {@code modulus_len} bytes and is less than the modulus
     */
    public Bytes blindSign(Bytes blindedMessage) {
        MalformedMessage.requireSize("blinded_msg", blindedMessage, publicKey.modulusBytes());
        if (!publicKey.isBelowModulus(blindedMessage)) {
            throw MalformedMessage.of("blinded_msg", "message representative out of range");
        }
        Bytes signature = Bytes.of(privateOperation.apply(blindedMessage.toArray()));
        // RFC 9474, Section 4.3, step 3: a faulty CRT result would give the factors away (Boneh, DeMillo, Lipton).
        // Here for every engine, whatever it checks itself.
        if (!publicKey.isBelowModulus(signature) || !publicKey.raise(signature).equals(blindedMessage)) {
            throw new IllegalStateException("signing failure: the result does not check");
        }
        return signature;
    }

    /** This key, sealed to rest in a store. */
    public Bytes seal(SealingKey sealingKey, Bytes context) {
        Bytes p = Bytes.of(parameters.getP().toByteArray());
        Bytes q = Bytes.of(parameters.getQ().toByteArray());
        Bytes plain = new ByteWriter()
                .uint16(p.size())
                .bytes(p)
                .uint16(q.size())
                .bytes(q)
                .toBytes();
        return sealingKey.seal(context, plain);
    }

    /**
     * The key that {@link #seal} sealed for the same context.
     *
     * @throws MalformedMessage if it was sealed by another key or for another context
     */
    public static BlindRsaSigningKey unseal(SealingKey sealingKey, Bytes context, Bytes sealed) {
        ByteReader reader = new ByteReader(sealingKey.open(context, sealed));
        BigInteger p = prime("p", reader);
        BigInteger q = prime("q", reader);
        reader.end("sealed key");
        try {
            return new BlindRsaSigningKey(p, q);
        } catch (ArithmeticException | IllegalArgumentException e) {
            // No inverse where two primes have one, or small factors where they have none.
            throw MalformedMessage.of("p", "p and q are not two primes");
        }
    }

    private static BigInteger prime(String field, ByteReader reader) {
        int size = reader.uint16(field);
        if (size > MAX_PRIME_BYTES) {
            throw MalformedMessage.of(field, "at most " + MAX_PRIME_BYTES + " bytes, got " + size);
        }
        return new BigInteger(1, reader.bytes(field, size).toArray());
    }

    @Override
    public String toString() {
        return "BlindRsaSigningKey[redacted]";
    }
}
