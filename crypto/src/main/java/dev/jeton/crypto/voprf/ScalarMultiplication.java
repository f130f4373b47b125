package dev.jeton.crypto.voprf;

import java.math.BigInteger;
import org.bouncycastle.math.ec.ECConstantTimeMultiplier;
import org.bouncycastle.math.ec.ECPoint;

/**
 * The engine that multiplies a point by a secret: the one place where a secret scalar meets the curve, and where
 * another engine takes over.
 *
 * <p>Implementations are safe for concurrent use. Their time and memory accesses depend on neither factor's value, and
 * they answer with a point of the curve or throw: a wrong product of a key and a point of somebody else's choice can
 * tell the key.
 */
interface ScalarMultiplication {
    /**
     * {@code scalar * point}, in any coordinates.
     *
     * @param scalar from 1 to the group's order - 1
     * @param point normalised, on a curve of prime order, not the identity
     */
    ECPoint multiply(BigInteger scalar, ECPoint point);

    /** The fastest engine that works on this machine. */
    static ScalarMultiplication preferred() {
        return pureJava();
    }

    /** Bouncy Castle's fixed window over odd signed digits, with masked table look-ups; it checks its result. */
    static ScalarMultiplication pureJava() {
        ECConstantTimeMultiplier multiplier = new ECConstantTimeMultiplier();
        return (scalar, point) -> multiplier.multiply(point, scalar);
    }
}
