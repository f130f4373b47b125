package dev.jeton.crypto.voprf;

import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A batch of inputs on its way to a server that must not see them, in mode VOPRF: {@code Blind} and {@code Finalize} of
 * RFC 9497, Section 3.3.2. Holds the blinds, is good for one answer, and tells nothing of itself.
 */
public final class VoprfBlinding {
    private final VoprfPublicKey key;
    private final List<Blind> blinds;
    private final AtomicBoolean finished = new AtomicBoolean();

    private VoprfBlinding(VoprfPublicKey key, List<Blind> blinds) {
        if (blinds.isEmpty() || blinds.size() > DleqProof.MAX_BATCH) {
            throw new IllegalArgumentException("a batch has 1 to " + DleqProof.MAX_BATCH + " inputs");
        }
        this.key = key;
        this.blinds = blinds;
    }

    /**
     * Blinds each of {@code inputs} with a fresh blind of its own, for the server that holds {@code key}'s secret.
     *
     * @throws MalformedMessage if an input has more than 65534 bytes
     */
    public static VoprfBlinding blind(VoprfPublicKey key, List<Bytes> inputs) {
        OprfContext context = key.suite().context(Mode.VOPRF);
        return new VoprfBlinding(
                key, inputs.stream().map(input -> Blind.random(context, input)).toList());
    }

    /** The same with the blinds given, for the test vectors alone. */
    static VoprfBlinding blind(VoprfPublicKey key, List<Bytes> inputs, List<SecretScalar> scalars) {
        OprfContext context = key.suite().context(Mode.VOPRF);
        List<Blind> blinds = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            blinds.add(new Blind(context, inputs.get(i), scalars.get(i)));
        }
        return new VoprfBlinding(key, List.copyOf(blinds));
    }

    /** What the server gets to see, in the order of the inputs. */
    public List<BlindedElement> blindedElements() {
        return blinds.stream()
                .map(blind -> new BlindedElement(blind.blindedElement()))
                .toList();
    }

    /**
     * One output of {@code Nh} bytes for each input, after the proof has been checked: all of them or none.
     *
     * @throws MalformedMessage if the server answered another number of elements, in another order, or by another key
     * @throws IllegalStateException if this blinding has been used
     */
    public List<Bytes> finish(VoprfEvaluation evaluation) {
        if (!finished.compareAndSet(false, true)) {
            throw new IllegalStateException("a blinding is good for one answer");
        }
        List<Element> c = blinds.stream().map(Blind::blindedElement).toList();
        List<Element> d = evaluation.evaluatedElements().stream()
                .map(EvaluatedElement::element)
                .toList();
        if (c.size() != d.size()) {
            throw MalformedMessage.of("evaluated elements", "expected " + c.size() + ", got " + d.size());
        }
        // RFC 9497, Section 3.3.2: VerifyError. Outputs of an unproven key could be told apart by their server.
        if (!evaluation.proof().verify(key.suite().context(Mode.VOPRF), key.element(), c, d)) {
            throw MalformedMessage.of("proof", "not by the expected key over this batch");
        }
        List<Bytes> outputs = new ArrayList<>(c.size());
        for (int i = 0; i < c.size(); i++) {
            outputs.add(blinds.get(i).output(d.get(i)));
        }
        return List.copyOf(outputs);
    }

    @Override
    public String toString() {
        return "VoprfBlinding[redacted]";
    }
}
