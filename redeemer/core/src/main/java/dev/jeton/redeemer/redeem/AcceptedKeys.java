package dev.jeton.redeemer.redeem;

import dev.jeton.crypto.token.TokenKeyId;
import dev.jeton.crypto.token.TokenType;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.redeemer.keys.KeyLife;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;

/** The keys of one accepted issuer, and what differs between the token types. */
interface AcceptedKeys {
    TokenType type();

    String issuer();

    /** The published form of the key that clients should ask tokens for. */
    Optional<Bytes> offered();

    /** Whether there is a key of that id, as far as is known without asking anybody. */
    boolean knows(TokenKeyId id);

    /** The key of that id, whether or not it is valid now. */
    Uni<Optional<AcceptedKey>> find(TokenKeyId id);

    /** When the known keys are good. */
    List<KeyLife> lives();

    /** Whether a key that was not found does not exist. */
    boolean current();
}
