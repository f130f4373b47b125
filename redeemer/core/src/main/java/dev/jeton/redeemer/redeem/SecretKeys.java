package dev.jeton.redeemer.redeem;

import dev.jeton.crypto.token.TokenKeyId;
import dev.jeton.crypto.token.TokenType;
import dev.jeton.crypto.token.VoprfTokenPublicKey;
import dev.jeton.crypto.voprfkeys.VoprfEpochKey;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.redeemer.keys.KeyLife;
import dev.jeton.redeemer.keys.MountedVoprfKeys;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;

/** Tokens of type 0x0001, by the issuer's own secret keys. A millisecond each, and so on threads of their own. */
record SecretKeys(MountedVoprfKeys keys, VerifierThreads threads) implements AcceptedKeys {
    @Override
    public TokenType type() {
        return TokenType.VOPRF;
    }

    @Override
    public String issuer() {
        return keys.issuer();
    }

    @Override
    public Optional<Bytes> offered() {
        return keys.offered().map(VoprfTokenPublicKey::encode);
    }

    @Override
    public boolean knows(TokenKeyId id) {
        return keys.find(id).isPresent();
    }

    @Override
    public Uni<Optional<AcceptedKey>> find(TokenKeyId id) {
        return Uni.createFrom().item(() -> keys.find(id).map(this::accepted));
    }

    @Override
    public List<KeyLife> lives() {
        return keys.lives();
    }

    @Override
    public boolean current() {
        return keys.current();
    }

    private AcceptedKey accepted(VoprfEpochKey key) {
        return new AcceptedKey(key.published(), key.secretKey()::verify, threads);
    }
}
