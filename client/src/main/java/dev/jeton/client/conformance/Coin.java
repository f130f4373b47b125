package dev.jeton.client.conformance;

import dev.jeton.crypto.auth.PrivateTokenCredentials;
import dev.jeton.crypto.csi.Csi;
import dev.jeton.crypto.query.OneTimeKey;
import dev.jeton.crypto.query.QueryProof;
import dev.jeton.crypto.token.Token;

/** A token in the hands of somebody who does what he likes with it, and its one-time key. */
record Coin(Token token, OneTimeKey key) {
    QueryProof proof(String entryDp, Csi csi) {
        return key.prove(entryDp, token.nullifier(), csi);
    }

    String credentials() {
        return new PrivateTokenCredentials(token).encode();
    }

    @Override
    public String toString() {
        return "Coin[redacted]";
    }
}
