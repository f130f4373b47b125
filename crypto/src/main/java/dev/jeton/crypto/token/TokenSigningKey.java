package dev.jeton.crypto.token;

import dev.jeton.crypto.blindrsa.BlindRsaSigningKey;
import dev.jeton.crypto.secret.SealingKey;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;

/** One issuer key. It signs; it is never read out or printed, and leaves only sealed. Safe for concurrent use. */
public final class TokenSigningKey {
    private final BlindRsaSigningKey key;
    private final TokenPublicKey publicKey;

    private TokenSigningKey(BlindRsaSigningKey key) {
        this.key = key;
        this.publicKey = TokenPublicKey.of(key.publicKey());
    }

    /** A new key. Takes a good part of a second: never on a request's path. */
    public static TokenSigningKey generate() {
        return new TokenSigningKey(BlindRsaSigningKey.generate());
    }

    public TokenPublicKey publicKey() {
        return publicKey;
    }

    /** Whether {@link #blindSign} would sign {@code request}: known at once, before anybody pays for it. */
    public boolean accepts(TokenRequest request) {
        return request.truncatedTokenKeyId().equals(publicKey.keyId().truncated())
                && key.accepts(request.blindedMessage());
    }

    /**
     * Signs what it cannot see (RFC 9578, Section 6.2). About a millisecond of CPU: not on an event loop. The same
     * request gets the same response.
     *
     * @throws MalformedMessage if the request names another key or its blinded message is not below the modulus
     */
    public TokenResponse blindSign(TokenRequest request) {
        if (!request.truncatedTokenKeyId().equals(publicKey.keyId().truncated())) {
            throw MalformedMessage.of("truncated_token_key_id", "names another key");
        }
        return new TokenResponse(key.blindSign(request.blindedMessage()));
    }

    /** This key, sealed to rest in a store; {@code context} names the row it belongs to. */
    public Bytes seal(SealingKey sealingKey, Bytes context) {
        return key.seal(sealingKey, context);
    }

    /**
     * The key that {@link #seal} sealed for the same context.
     *
     * @throws MalformedMessage if it was sealed by another key or for another context
     */
    public static TokenSigningKey unseal(SealingKey sealingKey, Bytes context, Bytes sealed) {
        return new TokenSigningKey(BlindRsaSigningKey.unseal(sealingKey, context, sealed));
    }

    @Override
    public String toString() {
        return "TokenSigningKey[" + publicKey.keyId().value().toHex() + "]";
    }
}
