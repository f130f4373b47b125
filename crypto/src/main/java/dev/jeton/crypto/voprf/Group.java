package dev.jeton.crypto.voprf;

import dev.jeton.crypto.engine.Curve;
import dev.jeton.crypto.engine.Engine;
import dev.jeton.crypto.engine.ScalarMultiplication;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.math.ec.ECAlgorithms;
import org.bouncycastle.math.ec.ECCurve;
import org.bouncycastle.math.ec.ECPoint;

/** A NIST curve as the prime-order group of RFC 9497, Section 2.1. Its cofactor is 1. Safe for concurrent use. */
final class Group {
    /** How many multiplications are interleaved: more save nothing, and each needs some 10 kB while it lasts. */
    private static final int CHUNK = 128;

    private final Curve name;
    private final ECCurve curve;
    private final BigInteger order;
    private final Element generator;

    Group(Curve curve) {
        this.name = curve;
        this.curve = curve.points();
        this.order = curve.order();
        this.generator = element(curve.generator()).orElseThrow();
    }

    /** {@code Ne}: a compressed point. */
    int elementBytes() {
        return 1 + (curve.getFieldSize() + 7) / 8;
    }

    /** {@code Ns}. */
    int scalarBytes() {
        return (order.bitLength() + 7) / 8;
    }

    BigInteger order() {
        return order;
    }

    ECCurve curve() {
        return curve;
    }

    ECPoint identity() {
        return curve.getInfinity();
    }

    Element generator() {
        return generator;
    }

    /** The one place where a secret scalar meets the curve. */
    ScalarMultiplication multiplication(BigInteger scalar) {
        return Engine.active().multiplication(name, scalar);
    }

    /** {@code point} as an element; empty for the identity, which no message and no key may be. */
    Optional<Element> element(ECPoint point) {
        return point.isInfinity() ? Optional.empty() : Optional.of(new Element(this, point.normalize()));
    }

    /**
     * {@code DeserializeElement} (RFC 9497, Sections 2.1, 4.3 and 4.4): a compressed point of SEC 1, Section 2.3.4.
     *
     * @throws MalformedMessage for another size, another form than 02 and 03, an x-coordinate that is not below p or not
     *     on the curve, and so for the identity, whose encoding in SEC 1 is one byte
     */
    Element decode(String field, Bytes encoded) {
        MalformedMessage.requireSize(field, encoded, elementBytes());
        if (encoded.at(0) != 0x02 && encoded.at(0) != 0x03) {
            throw MalformedMessage.of(field, "not a compressed point");
        }
        try {
            return element(curve.decodePoint(encoded.toArray())).orElseThrow();
        } catch (IllegalArgumentException e) {
            throw MalformedMessage.of(field, "not a point of the curve");
        }
    }

    /**
     * The sum of {@code weights[i] * elements[i]}, which may be the identity. All multiplications share their doublings, in a
     * time that depends on every operand: for public values only.
     */
    ECPoint sum(List<Element> elements, List<Scalar> weights) {
        ECPoint sum = identity();
        for (int from = 0; from < elements.size(); from += CHUNK) {
            int to = Math.min(from + CHUNK, elements.size());
            ECPoint[] points =
                    elements.subList(from, to).stream().map(this::unshared).toArray(ECPoint[]::new);
            BigInteger[] factors =
                    weights.subList(from, to).stream().map(Scalar::value).toArray(BigInteger[]::new);
            sum = sum.add(ECAlgorithms.sumOfMultiplies(points, factors));
        }
        return sum;
    }

    /** Bouncy Castle hangs its tables on the point that it multiplies; on a copy they go with the copy. */
    private ECPoint unshared(Element element) {
        ECPoint point = require(element).point();
        return curve.createPoint(
                point.getAffineXCoord().toBigInteger(), point.getAffineYCoord().toBigInteger());
    }

    /** Refuses an element of another group: a scalar times a point of a smaller curve would tell the scalar. */
    Element require(Element element) {
        if (element.group() != this) {
            throw new IllegalArgumentException("an element of another suite");
        }
        return element;
    }
}
