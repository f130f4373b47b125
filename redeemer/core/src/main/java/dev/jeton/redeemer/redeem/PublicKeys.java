package dev.jeton.redeemer.redeem;

import dev.jeton.crypto.token.IssuerDirectory;
import dev.jeton.crypto.token.TokenKeyId;
import dev.jeton.crypto.token.TokenPublicKey;
import dev.jeton.crypto.token.TokenType;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.redeemer.keys.IssuerKeys;
import dev.jeton.redeemer.keys.KeyLife;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Tokens of type 0x0002, by the keys in an issuer's directory. Microseconds each, and so on the caller's thread. */
record PublicKeys(IssuerKeys keys) implements AcceptedKeys {
    @Override
    public TokenType type() {
        return TokenType.BLIND_RSA;
    }

    @Override
    public String issuer() {
        return keys.issuer();
    }

    @Override
    public Optional<Bytes> offered() {
        return keys.offered().map(TokenPublicKey::encode);
    }

    @Override
    public boolean knows(TokenKeyId id) {
        return keys.known(id).isPresent();
    }

    @Override
    public Uni<Optional<AcceptedKey>> find(TokenKeyId id) {
        return keys.find(id).map(found -> found.map(PublicKeys::accepted));
    }

    @Override
    public List<KeyLife> lives() {
        return keys.lives();
    }

    @Override
    public boolean current() {
        return keys.current();
    }

    private static AcceptedKey accepted(IssuerDirectory.Key key) {
        return new AcceptedKey(key, key.publicKey()::verify, new Here());
    }

    private record Here() implements AcceptedKey.Place {
        @Override
        public <T> Uni<T> run(Supplier<T> calculation) {
            return Uni.createFrom().item(calculation);
        }
    }
}
