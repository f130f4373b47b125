package dev.jeton.crypto.token;

import dev.jeton.crypto.secret.SealingKey;
import dev.jeton.crypto.voprf.VoprfEvaluation;
import dev.jeton.crypto.voprf.VoprfSecretKey;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * One issuer key for tokens of type 0x0001. It makes them, and <b>it alone verifies them</b>: whoever is to redeem such
 * tokens must hold this key and could then issue as many as it likes. So it is for an issuer and a discovery provider
 * that are one domain, and such tokens are never forwarded to another; everybody else uses type 0x0002.
 *
 * <p>It is never read out or printed, and leaves only sealed. Safe for concurrent use.
 */
public final class VoprfTokenSecretKey {
    /** RFC 9578, Section 5.5. */
    private static final Bytes KEY_INFO = Bytes.ofUtf8("PrivacyPass");

    private final VoprfSecretKey key;
    private final VoprfTokenPublicKey publicKey;

    private VoprfTokenSecretKey(VoprfSecretKey key) {
        this.key = key;
        this.publicKey = new VoprfTokenPublicKey(key.publicKey());
    }

    /** A new key, derived from a random seed that is forgotten at once (RFC 9578, Section 5.5). */
    public static VoprfTokenSecretKey generate() {
        byte[] seed = new byte[VoprfTokenPublicKey.SUITE.scalarBytes()];
        new SecureRandom().nextBytes(seed);
        try {
            return new VoprfTokenSecretKey(VoprfSecretKey.derive(VoprfTokenPublicKey.SUITE, seed, KEY_INFO));
        } finally {
            Arrays.fill(seed, (byte) 0);
        }
    }

    public VoprfTokenPublicKey publicKey() {
        return publicKey;
    }

    /**
     * Evaluates what it cannot see (RFC 9578, Section 5.2). A few milliseconds of CPU: not on an event loop. The same
     * request gets the same element, each time with another proof.
     *
     * @throws MalformedMessage if the request names another key
     */
    public VoprfTokenResponse blindEvaluate(VoprfTokenRequest request) {
        requireThisKey(request.truncatedTokenKeyId());
        VoprfEvaluation evaluation = key.blindEvaluate(List.of(request.blindedMessage()));
        return new VoprfTokenResponse(evaluation.evaluatedElements().get(0), evaluation.proof());
    }

    /**
     * Evaluates a batch, with one proof (draft-ietf-privacypass-batched-tokens-07, Section 5.2). About a millisecond of
     * CPU for each element.
     *
     * @throws MalformedMessage if the request names another key
     */
    public AmortizedBatchTokenResponse blindEvaluate(AmortizedBatchTokenRequest request) {
        requireThisKey(request.truncatedTokenKeyId());
        return new AmortizedBatchTokenResponse(key.blindEvaluate(request.blindedMessages()));
    }

    /**
     * The same, spread over {@code executor}: no other thread works on it, and none waits.
     *
     * @throws MalformedMessage if the request names another key
     */
    public CompletionStage<AmortizedBatchTokenResponse> blindEvaluate(
            AmortizedBatchTokenRequest request, Executor executor) {
        requireThisKey(request.truncatedTokenKeyId());
        return key.blindEvaluate(request.blindedMessages(), executor).thenApply(AmortizedBatchTokenResponse::new);
    }

    /**
     * Whether {@code token} is of type 0x0001, names this key and was made with it (RFC 9578, Section 5.4). About a
     * millisecond of CPU; the time does not depend on how much of the authenticator is right.
     */
    public boolean verify(Token token) {
        return token.type() == TokenType.VOPRF
                && token.tokenKeyId().equals(publicKey.keyId())
                && key.evaluate(token.authenticatorInput()).equals(token.authenticator());
    }

    /** This key, sealed to rest in a store or a file; {@code context} names the place it belongs to. */
    public Bytes seal(SealingKey sealingKey, Bytes context) {
        return key.seal(sealingKey, context);
    }

    /**
     * The key that {@link #seal} sealed for the same context.
     *
     * @throws MalformedMessage if it was sealed by another key or for another context
     */
    public static VoprfTokenSecretKey unseal(SealingKey sealingKey, Bytes context, Bytes sealed) {
        return new VoprfTokenSecretKey(VoprfSecretKey.unseal(VoprfTokenPublicKey.SUITE, sealingKey, context, sealed));
    }

    private void requireThisKey(TruncatedTokenKeyId named) {
        if (!named.equals(publicKey.keyId().truncated())) {
            throw MalformedMessage.of("truncated_token_key_id", "names another key");
        }
    }

    @Override
    public String toString() {
        return "VoprfTokenSecretKey[" + publicKey.keyId().value().toHex() + "]";
    }
}
