package dev.jeton.crypto.voprf;

import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;
import java.math.BigInteger;
import org.bouncycastle.util.BigIntegers;

/** A public number modulo the group's order, which may be 0: a challenge, a response, a weight. */
record Scalar(Group group, BigInteger value) {
    Scalar {
        if (value.signum() < 0 || value.compareTo(group.order()) >= 0) {
            throw new IllegalArgumentException("a scalar is reduced modulo the order");
        }
    }

    /**
     * {@code DeserializeScalar} (RFC 9497, Sections 4.3 and 4.4): {@code Ns} bytes, big-endian.
     *
     * @throws MalformedMessage for another size, and for a number that is not below the order
     */
    static Scalar decode(Group group, String field, Bytes encoded) {
        MalformedMessage.requireSize(field, encoded, group.scalarBytes());
        BigInteger value = new BigInteger(1, encoded.toArray());
        if (value.compareTo(group.order()) >= 0) {
            throw MalformedMessage.of(field, "scalar out of range");
        }
        return new Scalar(group, value);
    }

    /** {@code SerializeScalar}. */
    Bytes encode() {
        return Bytes.of(BigIntegers.asUnsignedByteArray(group.scalarBytes(), value));
    }
}
