package dev.jeton.crypto.token;

import dev.jeton.crypto.voprf.VoprfBlinding;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * Tokens of type 0x0001 that have been asked for in one batch and not yet been answered: the client's half of
 * draft-ietf-privacypass-batched-tokens-07, Section 5. Good for one response.
 */
public final class PendingVoprfTokens {
    private final VoprfTokenPublicKey key;
    private final ChallengeDigest challengeDigest;
    private final List<Nonce> nonces;
    private final VoprfBlinding blinding;

    private PendingVoprfTokens(VoprfTokenPublicKey key, ChallengeDigest challengeDigest, List<Nonce> nonces) {
        this.key = key;
        this.challengeDigest = challengeDigest;
        this.nonces = List.copyOf(nonces);
        List<Bytes> inputs = this.nonces.stream()
                .map(nonce -> Token.authenticatorInput(TokenType.VOPRF, nonce, challengeDigest, key.keyId()))
                .toList();
        this.blinding = VoprfBlinding.blind(key.voprf(), inputs);
    }

    /**
     * One token for each of {@code nonces}, for {@code challengeDigest} by {@code key}.
     *
     * @param nonces 1 to 65535, none of them ever used before
     */
    public static PendingVoprfTokens blind(
            VoprfTokenPublicKey key, ChallengeDigest challengeDigest, List<Nonce> nonces) {
        if (new HashSet<>(nonces).size() != nonces.size()) {
            throw new IllegalArgumentException("a nonce twice: two tokens with one nonce can be spent once");
        }
        return new PendingVoprfTokens(key, challengeDigest, nonces);
    }

    public AmortizedBatchTokenRequest request() {
        return new AmortizedBatchTokenRequest(key.keyId().truncated(), blinding.blindedElements());
    }

    /**
     * The finished tokens in the order of their nonces, after the proof has been checked: all or none.
     *
     * @throws MalformedMessage if the response is not by the expected key, or not to this request
     * @throws IllegalStateException if a response has been given before
     */
    public List<Token> finish(AmortizedBatchTokenResponse response) {
        List<Bytes> authenticators = blinding.finish(response.evaluation());
        List<Token> tokens = new ArrayList<>(nonces.size());
        for (int i = 0; i < nonces.size(); i++) {
            tokens.add(new Token(TokenType.VOPRF, nonces.get(i), challengeDigest, key.keyId(), authenticators.get(i)));
        }
        return List.copyOf(tokens);
    }

    @Override
    public String toString() {
        return "PendingVoprfTokens[redacted]";
    }
}
