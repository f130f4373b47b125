package dev.jeton.crypto.engine;

/**
 * The raw public operation of one RSA key: {@code RSAVP1} (RFC 8017, Section 5.2.2), {@code value^e mod n}. Works on public
 * values, in variable time. Safe for concurrent use.
 */
@FunctionalInterface
public interface RsaPublicOperation {
    /**
     * The power of {@code value}, a new array. Both are numbers below the modulus, big-endian, as long as the modulus.
     */
    byte[] apply(byte[] value);
}
