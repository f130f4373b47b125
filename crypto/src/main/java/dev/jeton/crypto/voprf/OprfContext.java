package dev.jeton.crypto.voprf;

import dev.jeton.crypto.wire.ByteWriter;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.bouncycastle.crypto.ExtendedDigest;
import org.bouncycastle.crypto.hash2curve.HashToCurveProfile;
import org.bouncycastle.crypto.hash2curve.HashToEllipticCurve;
import org.bouncycastle.crypto.hash2curve.OPRFHashToScalar;

/**
 * One suite in one mode: everything that RFC 9497 hashes under the context string of Section 3.1, which keeps suites and
 * modes apart. Safe for concurrent use.
 */
final class OprfContext {
    /** RFC 9497, Section 5.1: inputs MUST be smaller than 2^16 - 1 bytes. */
    static final int MAX_INPUT_BYTES = (1 << 16) - 2;
    /** RFC 9497, Section 3.2.1. RFC 9578, Section 5.5 takes {@code Ns} bytes, which is never less. */
    static final int MIN_SEED_BYTES = 32;

    private static final Bytes FINALIZE = Bytes.ofUtf8("Finalize");

    private final Group group;
    private final Supplier<ExtendedDigest> digest;
    private final Bytes contextString;
    private final HashToEllipticCurve hashToCurve;
    private final OPRFHashToScalar hashToScalar;

    OprfContext(
            String identifier, Mode mode, Group group, HashToCurveProfile profile, Supplier<ExtendedDigest> digest) {
        this.group = group;
        this.digest = digest;
        this.contextString = new ByteWriter()
                .bytes(Bytes.ofUtf8("OPRFV1-"))
                .uint8(mode.code())
                .bytes(Bytes.ofUtf8("-" + identifier))
                .toBytes();
        this.hashToCurve = HashToEllipticCurve.getInstance(
                profile, new String(tag("HashToGroup-").toArray(), StandardCharsets.US_ASCII));
        this.hashToScalar = new OPRFHashToScalar(group.curve(), digest.get(), profile.getK());
    }

    Group group() {
        return group;
    }

    /** {@code contextString}: what a key under this context is good for. */
    Bytes contextString() {
        return contextString;
    }

    /** {@code label || contextString}: a domain separation tag. */
    Bytes tag(String label) {
        return Bytes.concat(Bytes.ofUtf8(label), contextString);
    }

    /**
     * {@code HashToGroup(input)}.
     *
     * @throws MalformedMessage if the input has more than {@value #MAX_INPUT_BYTES} bytes, or hashes to the identity
     *     (RFC 9497, Section 3.3.1; nobody knows such an input)
     */
    Element hashToGroup(Bytes input) {
        if (input.size() > MAX_INPUT_BYTES) {
            throw MalformedMessage.of("input", "expected at most " + MAX_INPUT_BYTES + " bytes, got " + input.size());
        }
        return group.element(group.curve().importPoint(hashToCurve.hashToCurve(input.toArray())))
                .orElseThrow(() -> MalformedMessage.of("input", "hashes to the identity"));
    }

    /** {@code HashToScalar(message)}; may be 0. */
    Scalar hashToScalar(Bytes message) {
        return hashToScalar(message, tag("HashToScalar-"));
    }

    private Scalar hashToScalar(Bytes message, Bytes tag) {
        return new Scalar(group, hashToScalar.process(message.toArray(), tag.toArray()));
    }

    /**
     * The secret of {@code DeriveKeyPair} (RFC 9497, Section 3.2.1): equal seeds and infos give equal keys.
     *
     * @param seed at least {@value #MIN_SEED_BYTES} random bytes; the caller wipes its array
     * @param info public, at most 65535 bytes
     */
    SecretScalar deriveKey(byte[] seed, Bytes info) {
        if (seed.length < MIN_SEED_BYTES) {
            throw new IllegalArgumentException("a seed has at least " + MIN_SEED_BYTES + " bytes, not " + seed.length);
        }
        Bytes deriveInput =
                new ByteWriter().bytes(Bytes.of(seed)).opaque16(info).toBytes();
        Bytes tag = tag("DeriveKeyPair");
        for (int counter = 0; counter <= 0xff; counter++) {
            BigInteger candidate = hashToScalar(Bytes.concat(deriveInput, Bytes.of((byte) counter)), tag)
                    .value();
            if (candidate.signum() != 0) {
                return SecretScalar.of(group, candidate);
            }
        }
        throw new IllegalStateException("DeriveKeyPairError");
    }

    /** The output for {@code input}: the last step of {@code Finalize} and {@code Evaluate} (RFC 9497, Section 3.3.1). */
    Bytes output(Bytes input, Element evaluated) {
        return hash(new ByteWriter()
                .opaque16(input)
                .opaque16(evaluated.encode())
                .bytes(FINALIZE)
                .toBytes());
    }

    /** {@code Hash(message)}: {@code Nh} bytes. */
    Bytes hash(Bytes message) {
        ExtendedDigest hash = digest.get();
        hash.update(message.toArray(), 0, message.size());
        byte[] value = new byte[hash.getDigestSize()];
        hash.doFinal(value, 0);
        return Bytes.of(value);
    }
}
