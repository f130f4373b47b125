package dev.jeton.client.wallet;

import dev.jeton.crypto.auth.PrivateTokenCredentials;
import dev.jeton.crypto.csi.Csi;
import dev.jeton.crypto.query.OneTimeKey;
import dev.jeton.crypto.query.QueryProof;
import dev.jeton.crypto.token.Token;
import dev.jeton.crypto.token.TokenKeyId;

/** A token and the one question that it pays for. It cannot sign another. Immutable. */
public final class TakenToken {
    private final TokenScope scope;
    private final String id;
    private final Csi csi;
    private final Token token;
    private final OneTimeKey key;

    TakenToken(TokenScope scope, String id, Csi csi, Token token, OneTimeKey key) {
        this.scope = scope;
        this.id = id;
        this.csi = csi;
        this.token = token;
        this.key = key;
    }

    TokenScope scope() {
        return scope;
    }

    TokenKeyId tokenKeyId() {
        return token.tokenKeyId();
    }

    String id() {
        return id;
    }

    public Csi csi() {
        return csi;
    }

    /** What goes into the {@code Authorization} header. */
    public PrivateTokenCredentials credentials() {
        return new PrivateTokenCredentials(token);
    }

    /** The sender's signature over this question. */
    public QueryProof proof() {
        return key.prove(scope.discoveryProvider().authority().name(), token.nullifier(), csi);
    }

    @Override
    public String toString() {
        return "TakenToken[redacted]";
    }
}
