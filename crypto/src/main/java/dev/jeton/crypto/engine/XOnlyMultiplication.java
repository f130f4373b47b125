package dev.jeton.crypto.engine;

import java.math.BigInteger;
import java.util.function.Function;
import org.bouncycastle.math.ec.ECCurve;
import org.bouncycastle.math.ec.ECFieldElement;
import org.bouncycastle.math.ec.ECPoint;

/**
 * A whole product out of two x-coordinates, which is all that Diffie-Hellman gives.
 *
 * <p>For P = (xp, yp) let kP = (x1, y1) and kP + P = (k+1)P = (x2, y2). The chord through P and kP has the slope
 * l = (y1 - yp) / (x1 - xp), and x2 = l^2 - x1 - xp. So
 *
 * <pre>
 *   (y1 - yp)^2 = (x1 + x2 + xp) (x1 - xp)^2                                       (*)
 *   y1^2 = x1^3 + a x1 + b                                                         (curve)
 *   y1   = (x1^3 + a x1 + b + yp^2 - (x1 + x2 + xp) (x1 - xp)^2) / (2 yp)
 * </pre>
 *
 * <p>yp is not 0: a point with y = 0 has the order 2, and these groups have an odd prime order. There is no chord for
 * x1 = xp, where kP is P or -P; then pure Java does it.
 *
 * <p>The y1 that comes out satisfies (*) with the curve's right side in place of y1^2. If it satisfies the curve equation as
 * well, and that is checked, then (*) holds, and x2 is the x-coordinate of (x1, y1) + P. So x1 and x2 belong together, and
 * the sign of y1 is the right one: for -y1 the sum would be P - kP, whose x-coordinate is another one. A fault in either of
 * the two multiplications makes the equation fail but for a chance of about 2^-256.
 *
 * <p>Time: AWS-LC's for the scalars; Bouncy Castle's field arithmetic, fixed-width and with a constant-time inversion, for
 * coordinates, through {@link BigInteger} at its doors.
 */
final class XOnlyMultiplication implements ScalarMultiplication {
    private final ECCurve curve;
    private final Function<java.security.spec.ECPoint, BigInteger> timesK;
    private final Function<java.security.spec.ECPoint, BigInteger> timesKPlusOne;
    private final ScalarMultiplication java;

    /** {@code timesK} and {@code timesKPlusOne} give x-coordinates; {@code java} multiplies by k where there is no chord. */
    XOnlyMultiplication(
            Curve curve,
            Function<java.security.spec.ECPoint, BigInteger> timesK,
            Function<java.security.spec.ECPoint, BigInteger> timesKPlusOne,
            ScalarMultiplication java) {
        this.curve = curve.points();
        this.timesK = timesK;
        this.timesKPlusOne = timesKPlusOne;
        this.java = java;
    }

    @Override
    public ECPoint multiply(ECPoint point) {
        ECFieldElement xp = point.getAffineXCoord();
        ECFieldElement yp = point.getAffineYCoord();
        java.security.spec.ECPoint p = new java.security.spec.ECPoint(xp.toBigInteger(), yp.toBigInteger());
        ECFieldElement x1 = curve.fromBigInteger(timesK.apply(p));
        ECFieldElement x2 = curve.fromBigInteger(timesKPlusOne.apply(p));
        ECFieldElement run = x1.subtract(xp);
        if (run.isZero()) {
            return java.multiply(point);
        }
        ECFieldElement ySquared = x1.square().add(curve.getA()).multiply(x1).add(curve.getB());
        ECFieldElement riseSquared = x1.add(x2).add(xp).multiply(run.square());
        ECFieldElement y1 = ySquared.add(yp.square()).subtract(riseSquared).divide(yp.add(yp));
        if (!y1.square().equals(ySquared)) {
            throw new IllegalStateException("a faulty product of a scalar and a point");
        }
        return curve.createPoint(x1.toBigInteger(), y1.toBigInteger());
    }

    @Override
    public String toString() {
        return "ScalarMultiplication[redacted]";
    }
}
