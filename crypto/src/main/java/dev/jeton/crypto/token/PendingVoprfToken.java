package dev.jeton.crypto.token;

import dev.jeton.crypto.voprf.VoprfEvaluation;
import dev.jeton.crypto.wire.MalformedMessage;
import java.util.List;

/**
 * A token of type 0x0001 that has been asked for and not yet been answered: the client's half of RFC 9578, Section 5,
 * which is a batch of one in another framing. Good for one response.
 */
public final class PendingVoprfToken {
    private final PendingVoprfTokens batch;

    private PendingVoprfToken(PendingVoprfTokens batch) {
        this.batch = batch;
    }

    /** A token for {@code challengeDigest} by {@code key}; the nonce must never have been used before. */
    public static PendingVoprfToken blind(VoprfTokenPublicKey key, ChallengeDigest challengeDigest, Nonce nonce) {
        return new PendingVoprfToken(PendingVoprfTokens.blind(key, challengeDigest, List.of(nonce)));
    }

    public VoprfTokenRequest request() {
        AmortizedBatchTokenRequest request = batch.request();
        return new VoprfTokenRequest(
                request.truncatedTokenKeyId(), request.blindedMessages().get(0));
    }

    /**
     * The finished token, after the proof has been checked.
     *
     * @throws MalformedMessage if the response is not by the expected key
     * @throws IllegalStateException if a response has been given before
     */
    public Token finish(VoprfTokenResponse response) {
        VoprfEvaluation evaluation =
                new VoprfEvaluation(List.of(response.evaluatedMessage()), response.evaluatedProof());
        return batch.finish(new AmortizedBatchTokenResponse(evaluation)).get(0);
    }

    @Override
    public String toString() {
        return "PendingVoprfToken[redacted]";
    }
}
