/**
 * Who asks: the check of the JWT by which a provider vouches for a sender (RFC 7519, RFC 8725).
 *
 * <p>Cheap admission first, so that junk never costs a signature check: size, form, a provider and a key that are known.
 * What a JWT is in general, {@code issuer.jwt} knows.
 */
@NullMarked
package dev.jeton.issuer.attestation;

import org.jspecify.annotations.NullMarked;
