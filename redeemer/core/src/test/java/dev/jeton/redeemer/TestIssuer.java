package dev.jeton.redeemer;

import dev.jeton.crypto.query.OneTimeKey;
import dev.jeton.crypto.token.ChallengeDigest;
import dev.jeton.crypto.token.IssuerDirectory;
import dev.jeton.crypto.token.PendingToken;
import dev.jeton.crypto.token.Token;
import dev.jeton.crypto.token.TokenChallenge;
import dev.jeton.crypto.token.TokenSigningKey;
import dev.jeton.crypto.wire.Bytes;
import java.time.Instant;
import java.util.List;

/** An issuer's keys, and a client that has tokens made with them. */
public final class TestIssuer {
    /** Made once: a key takes a tenth of a second. */
    public static final TokenSigningKey FIRST = TokenSigningKey.generate();

    public static final TokenSigningKey SECOND = TokenSigningKey.generate();

    private TestIssuer() {}

    /** A fresh token by {@code key} for {@code challenge}. */
    public static Token token(TokenSigningKey key, ChallengeDigest challenge) {
        PendingToken pending = PendingToken.blind(
                key.publicKey(), challenge, OneTimeKey.generate().nonce());
        return pending.finish(key.blindSign(pending.request()));
    }

    public static Token token(TokenSigningKey key, String issuer, String discoveryProvider) {
        return token(key, TokenChallenge.of(issuer, discoveryProvider).digest());
    }

    public static IssuerDirectory.Key listed(TokenSigningKey key, Instant notBefore, Instant notAfter) {
        return new IssuerDirectory.Key(key.publicKey(), notBefore, notAfter);
    }

    public static Bytes directory(IssuerDirectory.Key... keys) {
        return new IssuerDirectory("/token-request", List.of(keys)).encode();
    }
}
