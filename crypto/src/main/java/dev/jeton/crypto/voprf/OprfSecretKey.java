package dev.jeton.crypto.voprf;

import dev.jeton.crypto.secret.SealingKey;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;

/**
 * A server's key in mode OPRF (RFC 9497, Section 3.3.1). It is never read out: it leaves only sealed. Not a key for mode
 * VOPRF, whatever its bytes. Safe for concurrent use.
 */
public final class OprfSecretKey {
    private final OprfContext context;
    private final SecretScalar scalar;

    private OprfSecretKey(OprfContext context, SecretScalar scalar) {
        this.context = context;
        this.scalar = scalar;
    }

    public static OprfSecretKey generate(Suite suite) {
        OprfContext context = suite.context(Mode.OPRF);
        return new OprfSecretKey(context, SecretScalar.random(context.group()));
    }

    /**
     * {@code DeriveKeyPair} (RFC 9497, Section 3.2.1).
     *
     * @param seed at least 32 random bytes; the caller wipes its array
     */
    public static OprfSecretKey derive(Suite suite, byte[] seed, Bytes info) {
        OprfContext context = suite.context(Mode.OPRF);
        return new OprfSecretKey(context, context.deriveKey(seed, info));
    }

    /** {@code BlindEvaluate}: works on what it cannot see. */
    public EvaluatedElement blindEvaluate(BlindedElement blindedElement) {
        return new EvaluatedElement(scalar.times(blindedElement.element()));
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
    public static OprfSecretKey unseal(Suite suite, SealingKey sealingKey, Bytes sealingContext, Bytes sealed) {
        OprfContext context = suite.context(Mode.OPRF);
        return new OprfSecretKey(
                context,
                SecretScalar.unseal(context.group(), sealingKey, sealingContext, context.contextString(), sealed));
    }

    @Override
    public String toString() {
        return "OprfSecretKey[redacted]";
    }
}
