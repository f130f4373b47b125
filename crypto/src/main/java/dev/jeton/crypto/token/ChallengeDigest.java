package dev.jeton.crypto.token;

import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;

/**
 * SHA-256 of a {@link TokenChallenge}: what binds a token to one issuer and one origin (RFC 9577, Section 2.2.1).
 */
public record ChallengeDigest(Bytes value) {
    public static final int BYTES = 32;

    /** Refuses a value that has not {@value #BYTES} bytes with {@link MalformedMessage}. */
    public ChallengeDigest {
        MalformedMessage.requireSize("challenge_digest", value, BYTES);
    }
}
