package dev.jeton.crypto.engine;

/**
 * The raw private operation of one RSA key: {@code RSASP1} (RFC 8017, Section 5.2.1), {@code value^d mod n}. Its time does
 * not depend on the key, or is blinded by a fresh factor. Safe for concurrent use.
 *
 * <p><b>The result must be checked with the public operation before anybody sees it</b>: a wrong one can give the key's
 * factors away.
 */
@FunctionalInterface
public interface RsaPrivateOperation {
    /**
     * The power of {@code value}, a new array. Both are numbers below the modulus, big-endian, as long as the modulus.
     */
    byte[] apply(byte[] value);
}
