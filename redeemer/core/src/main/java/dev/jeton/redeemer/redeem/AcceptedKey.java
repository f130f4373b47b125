package dev.jeton.redeemer.redeem;

import dev.jeton.crypto.token.IssuerDirectory;
import dev.jeton.crypto.token.Token;
import io.smallrye.mutiny.Uni;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * One key that verifies tokens.
 *
 * @param verifies whether it made a token
 * @param place where that is calculated
 */
record AcceptedKey(IssuerDirectory.Entry life, Predicate<Token> verifies, Place place) {
    /** Runs calculations, and emits their result on the context that subscribed. */
    interface Place {
        <T> Uni<T> run(Supplier<T> calculation);
    }
}
