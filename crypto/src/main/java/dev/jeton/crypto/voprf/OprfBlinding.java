package dev.jeton.crypto.voprf;

import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One input on its way to a server that must not see it, in mode OPRF (RFC 9497, Section 3.3.1). Good for one answer, and
 * tells nothing of itself.
 */
public final class OprfBlinding {
    private final Blind blind;
    private final AtomicBoolean finished = new AtomicBoolean();

    private OprfBlinding(Blind blind) {
        this.blind = blind;
    }

    /**
     * Blinds {@code input} with a fresh blind.
     *
     * @throws MalformedMessage if the input has more than 65534 bytes
     */
    public static OprfBlinding blind(Suite suite, Bytes input) {
        return new OprfBlinding(Blind.random(suite.context(Mode.OPRF), input));
    }

    /** The same with the blind given, for the test vectors alone. */
    static OprfBlinding blind(Suite suite, Bytes input, SecretScalar blind) {
        return new OprfBlinding(new Blind(suite.context(Mode.OPRF), input, blind));
    }

    public BlindedElement blindedElement() {
        return new BlindedElement(blind.blindedElement());
    }

    /**
     * The output for the input: {@code Nh} bytes. Which key made it, this mode cannot tell.
     *
     * @throws IllegalStateException if this blinding has been used
     */
    public Bytes finish(EvaluatedElement evaluatedElement) {
        if (!finished.compareAndSet(false, true)) {
            throw new IllegalStateException("a blinding is good for one answer");
        }
        return blind.output(evaluatedElement.element());
    }

    @Override
    public String toString() {
        return "OprfBlinding[redacted]";
    }
}
