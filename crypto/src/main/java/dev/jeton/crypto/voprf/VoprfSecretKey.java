package dev.jeton.crypto.voprf;

import dev.jeton.crypto.secret.SealingKey;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;
import java.util.List;

/**
 * A server's key in mode VOPRF (RFC 9497, Section 3.3.2): it evaluates what it cannot see and proves that it did. It is
 * never read out: it leaves only sealed. Safe for concurrent use.
 */
public final class VoprfSecretKey {
    private final OprfContext context;
    private final SecretScalar scalar;
    private final VoprfPublicKey publicKey;

    private VoprfSecretKey(Suite suite, SecretScalar scalar) {
        this.context = suite.context(Mode.VOPRF);
        this.scalar = scalar;
        this.publicKey = new VoprfPublicKey(suite, scalar.timesGenerator());
    }

    public static VoprfSecretKey generate(Suite suite) {
        return new VoprfSecretKey(suite, SecretScalar.random(suite.group()));
    }

    /**
     * {@code DeriveKeyPair} (RFC 9497, Section 3.2.1): equal seeds and infos give equal keys.
     *
     * @param seed at least 32 random bytes; the caller wipes its array
     */
    public static VoprfSecretKey derive(Suite suite, byte[] seed, Bytes info) {
        return new VoprfSecretKey(suite, suite.context(Mode.VOPRF).deriveKey(seed, info));
    }

    public VoprfPublicKey publicKey() {
        return publicKey;
    }

    /**
     * {@code BlindEvaluate} for a batch, with one proof. The elements cost a secret multiplication and a public one each,
     * the proof three more in all.
     *
     * @throws MalformedMessage for an empty batch and one of more than {@value DleqProof#MAX_BATCH} elements
     */
    public VoprfEvaluation blindEvaluate(List<BlindedElement> blindedElements) {
        return blindEvaluate(blindedElements, SecretScalar.random(context.group()));
    }

    /** The same with the proof's nonce given, for the test vectors alone: a nonce used twice gives the key away. */
    VoprfEvaluation blindEvaluate(List<BlindedElement> blindedElements, SecretScalar nonce) {
        if (blindedElements.isEmpty() || blindedElements.size() > DleqProof.MAX_BATCH) {
            throw MalformedMessage.of(
                    "blinded elements", "expected 1 to " + DleqProof.MAX_BATCH + ", got " + blindedElements.size());
        }
        List<Element> c = blindedElements.stream().map(BlindedElement::element).toList();
        List<Element> d = c.stream().map(scalar::times).toList();
        DleqProof proof = DleqProof.generate(context, scalar, publicKey.element(), c, d, nonce);
        return new VoprfEvaluation(d.stream().map(EvaluatedElement::new).toList(), proof);
    }

    /**
     * {@code Evaluate}: the output for an input in the clear, {@code Nh} bytes.
     *
     * @throws MalformedMessage if the input has more than 65534 bytes
     */
    public Bytes evaluate(Bytes input) {
        return context.output(input, scalar.times(context.hashToGroup(input)));
    }

    /** This key, sealed to rest in a store. */
    public Bytes seal(SealingKey sealingKey, Bytes sealingContext) {
        return scalar.seal(sealingKey, sealingContext, context.contextString());
    }

    /**
     * The key that {@link #seal} sealed for the same context.
     *
     * @throws MalformedMessage if it was sealed by another key, for another context, or for another suite or mode
     */
    public static VoprfSecretKey unseal(Suite suite, SealingKey sealingKey, Bytes sealingContext, Bytes sealed) {
        Bytes use = suite.context(Mode.VOPRF).contextString();
        return new VoprfSecretKey(suite, SecretScalar.unseal(suite.group(), sealingKey, sealingContext, use, sealed));
    }

    @Override
    public String toString() {
        return "VoprfSecretKey[redacted]";
    }
}
