package dev.jeton.crypto.voprf;

import dev.jeton.crypto.wire.ByteReader;
import dev.jeton.crypto.wire.ByteWriter;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.math.ec.ECPoint;

/**
 * A proof that one secret number k leads from the generator to a public key and from each element of one list to its
 * counterpart in another: the batched DLEQ proof of RFC 9497, Section 2.2, {@code 2 * Ns} bytes for a batch of any size.
 *
 * <pre>
 *   struct {
 *     uint8 c[Ns];
 *     uint8 s[Ns];
 *   } Proof;
 * </pre>
 *
 * <p>It holds for the lists in their order, under one context, and for no others.
 */
public final class DleqProof {
    /** An element's place in its batch is hashed as two bytes. */
    public static final int MAX_BATCH = 0xffff;

    private static final Bytes COMPOSITE = Bytes.ofUtf8("Composite");
    private static final Bytes CHALLENGE = Bytes.ofUtf8("Challenge");

    private final Scalar challenge;
    private final Scalar response;

    private DleqProof(Scalar challenge, Scalar response) {
        this.challenge = challenge;
        this.response = response;
    }

    /**
     * Reads {@code c || s}, each big-endian.
     *
     * @throws MalformedMessage naming {@code field}, for another size or a scalar that is not below the order
     */
    public static DleqProof parse(Suite suite, String field, Bytes encoded) {
        Group group = suite.group();
        MalformedMessage.requireSize(field, encoded, encodedBytes(suite));
        ByteReader reader = new ByteReader(encoded);
        return new DleqProof(
                Scalar.decode(group, field, reader.bytes(field, group.scalarBytes())),
                Scalar.decode(group, field, reader.bytes(field, group.scalarBytes())));
    }

    public static int encodedBytes(Suite suite) {
        return 2 * suite.scalarBytes();
    }

    public Bytes encode() {
        return Bytes.concat(challenge.encode(), response.encode());
    }

    /**
     * {@code GenerateProof} (Section 2.2.1), from where the composites are known.
     *
     * @param m the first of {@code ComputeCompositesFast}: the sum of {@link #composite} over the whole batch
     * @param nonce random and never used before: a nonce used twice, or known, gives the key away
     */
    static DleqProof generate(OprfContext context, SecretScalar key, Element publicKey, Element m, SecretScalar nonce) {
        Element z = key.times(m);
        Scalar challenge = challenge(context, List.of(publicKey, m, z, nonce.timesGenerator(), nonce.times(m)));
        return new DleqProof(challenge, nonce.response(challenge, key));
    }

    /**
     * What the elements from place {@code first} on add to the composite M: the sum of {@code di * c[i]}. Takes variable
     * time: the elements go over the wire, and the weights are hashes of them.
     */
    static ECPoint composite(OprfContext context, Element publicKey, int first, List<Element> c, List<Element> d) {
        return context.group().sum(c, weights(context, publicKey, first, c, d));
    }

    /** {@code VerifyProof(G, publicKey, c, d, this)} (Section 2.2.2). */
    boolean verify(OprfContext context, Element publicKey, List<Element> c, List<Element> d) {
        if (c.size() != d.size() || c.isEmpty() || c.size() > MAX_BATCH) {
            return false;
        }
        Group group = context.group();
        List<Scalar> weights = weights(context, publicKey, 0, c, d);
        Optional<Element> m = group.element(group.sum(c, weights));
        Optional<Element> z = group.element(group.sum(d, weights));
        if (m.isEmpty() || z.isEmpty()) {
            return false;
        }
        List<Scalar> factors = List.of(response, challenge);
        Optional<Element> t2 = group.element(group.sum(List.of(group.generator(), publicKey), factors));
        Optional<Element> t3 = group.element(group.sum(List.of(m.get(), z.get()), factors));
        // The identity has no encoding of Ne bytes: only a prover with the nonce 0, which is forbidden, comes here.
        if (t2.isEmpty() || t3.isEmpty()) {
            return false;
        }
        return challenge(context, List.of(publicKey, m.get(), z.get(), t2.get(), t3.get()))
                .equals(challenge);
    }

    /**
     * The {@code di} of {@code ComputeComposites} for the elements from place {@code first} on. No prover can choose them:
     * they hash both elements and the key.
     */
    private static List<Scalar> weights(
            OprfContext context, Element publicKey, int first, List<Element> c, List<Element> d) {
        Bytes seed = context.hash(new ByteWriter()
                .opaque16(publicKey.encode())
                .opaque16(context.tag("Seed-"))
                .toBytes());
        List<Scalar> weights = new ArrayList<>(c.size());
        for (int i = 0; i < c.size(); i++) {
            weights.add(context.hashToScalar(new ByteWriter()
                    .opaque16(seed)
                    .uint16(first + i)
                    .opaque16(c.get(i).encode())
                    .opaque16(d.get(i).encode())
                    .bytes(COMPOSITE)
                    .toBytes()));
        }
        return weights;
    }

    private static Scalar challenge(OprfContext context, List<Element> transcript) {
        ByteWriter writer = new ByteWriter();
        transcript.forEach(element -> writer.opaque16(element.encode()));
        return context.hashToScalar(writer.bytes(CHALLENGE).toBytes());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DleqProof that && challenge.equals(that.challenge) && response.equals(that.response);
    }

    @Override
    public int hashCode() {
        return 31 * challenge.hashCode() + response.hashCode();
    }

    @Override
    public String toString() {
        return "DleqProof[redacted]";
    }
}
