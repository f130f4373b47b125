package dev.jeton.crypto.token;

import static dev.jeton.crypto.blindrsa.BlindRsaVariant.PSS_DETERMINISTIC;

import dev.jeton.crypto.blindrsa.Blinding;
import dev.jeton.crypto.wire.MalformedMessage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * A token that has been asked for and not yet been answered: the client's half of RFC 9578, Section 6. Good for one
 * response.
 */
public final class PendingToken {
    private final TokenPublicKey key;
    private final Nonce nonce;
    private final ChallengeDigest challengeDigest;
    private final Blinding blinding;

    private PendingToken(TokenPublicKey key, Nonce nonce, ChallengeDigest challengeDigest, Blinding blinding) {
        this.key = key;
        this.nonce = nonce;
        this.challengeDigest = challengeDigest;
        this.blinding = blinding;
    }

    /** A token for {@code challengeDigest} by {@code key}; the nonce must never have been used before. */
    public static PendingToken blind(TokenPublicKey key, ChallengeDigest challengeDigest, Nonce nonce) {
        return blindAll(key, challengeDigest, List.of(nonce)).get(0);
    }

    /**
     * A token for each of {@code nonces}, in their order: what {@link #blind} gives, for about half the time in a large batch.
     * Each is finished by itself. Memory: about two kilobytes each.
     *
     * @param nonces at least one, all different, never used before
     */
    public static List<PendingToken> blindAll(TokenPublicKey key, ChallengeDigest challengeDigest, List<Nonce> nonces) {
        if (new HashSet<>(nonces).size() != nonces.size()) {
            throw new IllegalArgumentException("a nonce is used once");
        }
        List<Blinding> blindings = Blinding.blindAll(
                key.blindRsa(),
                PSS_DETERMINISTIC,
                nonces.stream()
                        .map(nonce ->
                                Token.authenticatorInput(TokenType.BLIND_RSA, nonce, challengeDigest, key.keyId()))
                        .toList());
        List<PendingToken> pending = new ArrayList<>(nonces.size());
        for (int i = 0; i < nonces.size(); i++) {
            pending.add(new PendingToken(key, nonces.get(i), challengeDigest, blindings.get(i)));
        }
        return List.copyOf(pending);
    }

    public TokenRequest request() {
        return new TokenRequest(key.keyId().truncated(), blinding.blindedMessage());
    }

    /**
     * The finished token, its signature checked.
     *
     * @throws MalformedMessage if the response is not a signature by the expected key
     * @throws IllegalStateException if a response has been given before
     */
    public Token finish(TokenResponse response) {
        return new Token(
                TokenType.BLIND_RSA, nonce, challengeDigest, key.keyId(), blinding.finish(response.blindSignature()));
    }

    @Override
    public String toString() {
        return "PendingToken[redacted]";
    }
}
