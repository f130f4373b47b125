package dev.jeton.crypto.engine;

import org.bouncycastle.math.ec.ECPoint;

/**
 * One secret scalar, made ready to multiply points of one curve. It is never read out. Safe for concurrent use.
 *
 * <p>Time and memory accesses depend on the value of neither factor.
 */
@FunctionalInterface
public interface ScalarMultiplication {
    /**
     * The scalar times {@code point}, in any coordinates.
     *
     * @param point normalised, a point of the scalar's curve, not the identity
     * @throws IllegalStateException if the result is not a point of the curve: a wrong product of a key and a point of
     *     somebody else's choice can tell the key
     */
    ECPoint multiply(ECPoint point);
}
