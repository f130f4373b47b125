package dev.jeton.crypto.jose;

/** Why a well-formed JWS is not what the reader expects. */
public enum JwsRefusal {
    /** {@code crit} names an extension, and none is known here (RFC 7515, Section 4.1.11). */
    CRITICAL_HEADER,
    /** A header member that this type of document does not have: {@code jwk}, {@code jku} and {@code x5u} among them. */
    UNKNOWN_HEADER,
    /** Another type of document, or no type (RFC 8725, Section 3.11). */
    WRONG_TYPE,
    /** {@code alg} is not the one that belongs to the key: {@code none}, a MAC, or another kind of key's. */
    WRONG_ALGORITHM,
    WRONG_SIGNATURE
}
