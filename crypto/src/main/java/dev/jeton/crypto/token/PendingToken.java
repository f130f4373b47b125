package dev.jeton.crypto.token;

import static dev.jeton.crypto.blindrsa.BlindRsaVariant.PSS_DETERMINISTIC;

import dev.jeton.crypto.blindrsa.Blinding;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;

/**
 * A token that has been asked for and not yet been answered: the client's half of RFC 9578, Section 6. Good for one
 * response.
 */
public final class PendingToken {
    private final TokenPublicKey key;
    private final Nonce nonce;
    private final ChallengeDigest challengeDigest;
    private final Blinding blinding;

    private PendingToken(TokenPublicKey key, Nonce nonce, ChallengeDigest challengeDigest) {
        this.key = key;
        this.nonce = nonce;
        this.challengeDigest = challengeDigest;
        Bytes input = Token.authenticatorInput(TokenType.BLIND_RSA, nonce, challengeDigest, key.keyId());
        this.blinding = Blinding.blind(key.blindRsa(), PSS_DETERMINISTIC, input);
    }

    /** A token for {@code challengeDigest} by {@code key}; the nonce must never have been used before. */
    public static PendingToken blind(TokenPublicKey key, ChallengeDigest challengeDigest, Nonce nonce) {
        return new PendingToken(key, nonce, challengeDigest);
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
