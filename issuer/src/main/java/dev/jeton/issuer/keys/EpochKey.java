package dev.jeton.issuer.keys;

import dev.jeton.crypto.token.TokenPublicKey;
import dev.jeton.crypto.token.TokenSigningKey;

/** The keys of one epoch, ready for use. */
public record EpochKey(Epoch epoch, TokenSigningKey signingKey, QuotaKey quotaKey) {
    public TokenPublicKey publicKey() {
        return signingKey.publicKey();
    }
}
