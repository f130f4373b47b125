package dev.jeton.crypto.token;

import dev.jeton.crypto.wire.ByteReader;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;

/**
 * A token, whoever made it and whatever it is worth: Token of RFC 9577, Section 2.2, {@value #BYTES} bytes.
 *
 * <pre>
 *   struct {
 *     uint16 token_type = 0x0002;
 *     uint8 nonce[32];
 *     uint8 challenge_digest[32];
 *     uint8 token_key_id[32];
 *     uint8 authenticator[Nk];
 *   } Token;
 * </pre>
 *
 * <p>That it can be read says nothing about its signature: ask {@link TokenPublicKey#verify}. Its text form is redacted.
 */
public record Token(Nonce nonce, ChallengeDigest challengeDigest, TokenKeyId tokenKeyId, Bytes authenticator) {
    public static final int AUTHENTICATOR_BYTES = 256;
    public static final int AUTHENTICATOR_INPUT_BYTES = 2 + 3 * 32;
    public static final int BYTES = AUTHENTICATOR_INPUT_BYTES + AUTHENTICATOR_BYTES;

    /** Refuses an authenticator that has not {@value #AUTHENTICATOR_BYTES} bytes. */
    public Token {
        MalformedMessage.requireSize("authenticator", authenticator, AUTHENTICATOR_BYTES);
    }

    /** Reads one token, to the last byte. Throws {@link MalformedMessage} for anything else. */
    public static Token parse(Bytes encoded) {
        ByteReader reader = new ByteReader(encoded);
        TokenType.read(reader);
        Token token = new Token(
                new Nonce(reader.bytes("nonce", Nonce.BYTES)),
                new ChallengeDigest(reader.bytes("challenge_digest", ChallengeDigest.BYTES)),
                new TokenKeyId(reader.bytes("token_key_id", TokenKeyId.BYTES)),
                reader.bytes("authenticator", AUTHENTICATOR_BYTES));
        reader.end("Token");
        return token;
    }

    public Bytes encode() {
        return Bytes.concat(authenticatorInput(), authenticator);
    }

    /** What the authenticator signs: everything before it, {@value #AUTHENTICATOR_INPUT_BYTES} bytes. */
    public Bytes authenticatorInput() {
        return authenticatorInput(nonce, challengeDigest, tokenKeyId);
    }

    static Bytes authenticatorInput(Nonce nonce, ChallengeDigest challengeDigest, TokenKeyId tokenKeyId) {
        return TokenType.BLIND_RSA
                .write()
                .bytes(nonce.value())
                .bytes(challengeDigest.value())
                .bytes(tokenKeyId.value())
                .toBytes();
    }

    /** What a ledger remembers of this token once it is spent. */
    public Nullifier nullifier() {
        Bytes digest = Sha256.of(TokenType.BLIND_RSA
                .write()
                .bytes(tokenKeyId.value())
                .bytes(nonce.value())
                .toBytes());
        return new Nullifier(digest.slice(0, Nullifier.BYTES));
    }

    @Override
    public String toString() {
        return "Token[redacted]";
    }
}
