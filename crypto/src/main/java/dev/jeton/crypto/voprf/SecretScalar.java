package dev.jeton.crypto.voprf;

import dev.jeton.crypto.engine.ScalarMultiplication;
import dev.jeton.crypto.secret.SealingKey;
import dev.jeton.crypto.wire.ByteReader;
import dev.jeton.crypto.wire.ByteWriter;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;
import java.math.BigInteger;
import java.security.SecureRandom;
import org.bouncycastle.util.BigIntegers;

/**
 * A secret number from 1 to the group's order - 1: a key, a blind, a proof's nonce. It works and is not read out; it
 * leaves only sealed. Never 0, which RFC 9497 forbids for keys (Section 3.2) and blinds (Section 2.1): 0 times anything
 * is the identity, and everybody's output would be the same.
 */
final class SecretScalar {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Group group;
    private final BigInteger value;
    private final ScalarMultiplication multiplication;

    private SecretScalar(Group group, BigInteger value) {
        this.group = group;
        this.value = value;
        this.multiplication = group.multiplication(value);
    }

    /** Refuses 0 and what is not below the order with {@link MalformedMessage}. */
    static SecretScalar of(Group group, BigInteger value) {
        if (value.signum() <= 0 || value.compareTo(group.order()) >= 0) {
            throw MalformedMessage.of("secret scalar", "out of range");
        }
        return new SecretScalar(group, value);
    }

    /** {@code RandomScalar}: uniform, by rejection (RFC 9497, Section 4.7.1). */
    static SecretScalar random(Group group) {
        while (true) {
            BigInteger candidate = new BigInteger(group.order().bitLength(), RANDOM);
            if (candidate.signum() > 0 && candidate.compareTo(group.order()) < 0) {
                return new SecretScalar(group, candidate);
            }
        }
    }

    /** This scalar times {@code element}: never the identity, since the order is prime and neither factor is zero. */
    Element times(Element element) {
        group.require(element);
        return group.element(multiplication.multiply(element.point())).orElseThrow();
    }

    Element timesGenerator() {
        return times(group.generator());
    }

    /** {@code ScalarInverse}. */
    SecretScalar inverse() {
        return new SecretScalar(group, BigIntegers.modOddInverse(group.order(), value));
    }

    /** {@code this - challenge * key}: the response of a proof whose nonce is this scalar. */
    Scalar response(Scalar challenge, SecretScalar key) {
        BigInteger product = BigIntegers.modMult(group.order(), challenge.value(), key.value);
        return new Scalar(group, BigIntegers.modSubtract(group.order(), value, product));
    }

    /** Sealed together with {@code use}, so that a key for one mode or suite does not open as one for another. */
    Bytes seal(SealingKey sealingKey, Bytes context, Bytes use) {
        Bytes scalar = Bytes.of(BigIntegers.asUnsignedByteArray(group.scalarBytes(), value));
        Bytes plain = new ByteWriter().opaque16(use).bytes(scalar).toBytes();
        return sealingKey.seal(context, plain);
    }

    /** What {@link #seal} sealed for the same context and use. Throws {@link MalformedMessage} for anything else. */
    static SecretScalar unseal(Group group, SealingKey sealingKey, Bytes context, Bytes use, Bytes sealed) {
        ByteReader reader = new ByteReader(sealingKey.open(context, sealed));
        if (!reader.bytes("use", reader.uint16("use")).equals(use)) {
            throw MalformedMessage.of("use", "a key for something else");
        }
        Bytes scalar = reader.bytes("secret scalar", group.scalarBytes());
        reader.end("sealed key");
        return of(group, new BigInteger(1, scalar.toArray()));
    }

    @Override
    public String toString() {
        return "SecretScalar[redacted]";
    }
}
