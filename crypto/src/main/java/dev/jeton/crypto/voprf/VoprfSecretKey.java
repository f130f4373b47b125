package dev.jeton.crypto.voprf;

import dev.jeton.crypto.secret.SealingKey;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.stream.IntStream;
import org.bouncycastle.math.ec.ECPoint;

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

    /**
     * The same, spread over {@code executor} in tasks of at most {@value EvaluatedPart#MAX_ELEMENTS} elements that wait for
     * nothing, and then one for the proof. No other thread works, and none is blocked.
     *
     * @return completes exceptionally if {@code executor} refuses the last task, or the arithmetic fails
     * @throws MalformedMessage as above
     * @throws java.util.concurrent.RejectedExecutionException if {@code executor} refuses one of the first
     */
    public CompletionStage<VoprfEvaluation> blindEvaluate(List<BlindedElement> blindedElements, Executor executor) {
        List<CompletableFuture<EvaluatedPart>> parts = new ArrayList<>();
        for (int first : firstOfEachPart(blindedElements.size())) {
            parts.add(CompletableFuture.supplyAsync(() -> part(blindedElements, first), executor));
        }
        return CompletableFuture.allOf(parts.toArray(CompletableFuture<?>[]::new))
                .thenApplyAsync(
                        done -> proven(
                                parts.stream().map(CompletableFuture::join).toList(),
                                SecretScalar.random(context.group())),
                        executor);
    }

    /** The same with the proof's nonce given, for the test vectors alone: a nonce used twice gives the key away. */
    VoprfEvaluation blindEvaluate(List<BlindedElement> blindedElements, SecretScalar nonce) {
        List<EvaluatedPart> parts = new ArrayList<>();
        for (int first : firstOfEachPart(blindedElements.size())) {
            parts.add(part(blindedElements, first));
        }
        return proven(parts, nonce);
    }

    private static int[] firstOfEachPart(int elements) {
        if (elements == 0 || elements > DleqProof.MAX_BATCH) {
            throw MalformedMessage.of("blinded elements", "expected 1 to " + DleqProof.MAX_BATCH + ", got " + elements);
        }
        return IntStream.iterate(0, first -> first < elements, first -> first + EvaluatedPart.MAX_ELEMENTS)
                .toArray();
    }

    private EvaluatedPart part(List<BlindedElement> batch, int first) {
        int end = Math.min(first + EvaluatedPart.MAX_ELEMENTS, batch.size());
        List<Element> c =
                batch.subList(first, end).stream().map(BlindedElement::element).toList();
        List<Element> d = c.stream().map(scalar::times).toList();
        return new EvaluatedPart(d, DleqProof.composite(context, publicKey.element(), first, c, d));
    }

    private VoprfEvaluation proven(List<EvaluatedPart> parts, SecretScalar nonce) {
        Group group = context.group();
        ECPoint m = parts.stream().map(EvaluatedPart::composite).reduce(group.identity(), ECPoint::add);
        // The identity only with a probability of 1 / order: the weights are hashes.
        DleqProof proof = DleqProof.generate(
                context, scalar, publicKey.element(), group.element(m).orElseThrow(), nonce);
        return new VoprfEvaluation(
                parts.stream()
                        .flatMap(part -> part.elements().stream())
                        .map(EvaluatedElement::new)
                        .toList(),
                proof);
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
