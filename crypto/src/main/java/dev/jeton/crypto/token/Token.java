package dev.jeton.crypto.token;

import dev.jeton.crypto.wire.ByteReader;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;

/**
 * A token, whoever made it and whatever it is worth: Token of RFC 9577, Section 2.2. 354 bytes of type 0x0002, 146 of
 * type 0x0001.
 *
 * <pre>
 *   struct {
 *     uint16 token_type;
 *     uint8 nonce[32];
 *     uint8 challenge_digest[32];
 *     uint8 token_key_id[32];
 *     uint8 authenticator[Nk];
 *   } Token;
 * </pre>
 *
 * <p>That it can be read says nothing about its authenticator: ask {@link TokenPublicKey#verify} or, for type 0x0001,
 * {@link VoprfTokenSecretKey#verify}; each accepts its own type only. The text form is redacted.
 */
public record Token(
        TokenType type, Nonce nonce, ChallengeDigest challengeDigest, TokenKeyId tokenKeyId, Bytes authenticator) {
    /** {@code Nk} of type 0x0002. */
    public static final int AUTHENTICATOR_BYTES = 256;

    public static final int AUTHENTICATOR_INPUT_BYTES = 2 + 3 * 32;

    /** The size of a token of type 0x0002; none is larger. */
    public static final int BYTES = AUTHENTICATOR_INPUT_BYTES + AUTHENTICATOR_BYTES;

    /** Refuses an authenticator that has not the size that its type asks for. */
    public Token {
        MalformedMessage.requireSize("authenticator", authenticator, type.authenticatorBytes());
    }

    /** A token of type 0x0002. Refuses an authenticator that has not {@value #AUTHENTICATOR_BYTES} bytes. */
    public Token(Nonce nonce, ChallengeDigest challengeDigest, TokenKeyId tokenKeyId, Bytes authenticator) {
        this(TokenType.BLIND_RSA, nonce, challengeDigest, tokenKeyId, authenticator);
    }

    /** Reads one token, to the last byte. Throws {@link MalformedMessage} for anything else. */
    public static Token parse(Bytes encoded) {
        ByteReader reader = new ByteReader(encoded);
        TokenType type = TokenType.read(reader);
        Token token = new Token(
                type,
                new Nonce(reader.bytes("nonce", Nonce.BYTES)),
                new ChallengeDigest(reader.bytes("challenge_digest", ChallengeDigest.BYTES)),
                new TokenKeyId(reader.bytes("token_key_id", TokenKeyId.BYTES)),
                reader.bytes("authenticator", type.authenticatorBytes()));
        reader.end("Token");
        return token;
    }

    public Bytes encode() {
        return Bytes.concat(authenticatorInput(), authenticator);
    }

    /** What the authenticator is over: everything before it, {@value #AUTHENTICATOR_INPUT_BYTES} bytes. */
    public Bytes authenticatorInput() {
        return authenticatorInput(type, nonce, challengeDigest, tokenKeyId);
    }

    static Bytes authenticatorInput(
            TokenType type, Nonce nonce, ChallengeDigest challengeDigest, TokenKeyId tokenKeyId) {
        return type.write()
                .bytes(nonce.value())
                .bytes(challengeDigest.value())
                .bytes(tokenKeyId.value())
                .toBytes();
    }

    /** What a ledger remembers of this token once it is spent. */
    public Nullifier nullifier() {
        Bytes digest = Sha256.of(
                type.write().bytes(tokenKeyId.value()).bytes(nonce.value()).toBytes());
        return new Nullifier(digest.slice(0, Nullifier.BYTES));
    }

    @Override
    public String toString() {
        return "Token[redacted]";
    }
}
