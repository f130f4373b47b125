package dev.jeton.redeemer.keys;

import dev.jeton.crypto.token.IssuerDirectory;
import dev.jeton.crypto.token.TokenKeyId;
import java.time.Instant;

/**
 * When tokens of one key are good.
 *
 * @param id the key's
 * @param notBefore from when on it signs
 * @param notAfter from when on its tokens are worth nothing
 */
public record KeyLife(TokenKeyId id, Instant notBefore, Instant notAfter) {
    static KeyLife of(TokenKeyId id, IssuerDirectory.Entry entry) {
        return new KeyLife(id, entry.notBefore(), entry.notAfter());
    }
}
