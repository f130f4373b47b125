package dev.jeton.redeemer.spend;

import dev.jeton.crypto.query.QueryTag;
import dev.jeton.crypto.token.Nullifier;
import dev.jeton.crypto.token.TokenKeyId;
import io.smallrye.mutiny.Uni;
import java.time.Instant;

/**
 * Remembers which tokens have been spent, and on which question.
 *
 * <ul>
 *   <li><b>Atomic</b>: checking and recording are one step in the store. Of any number of concurrent attempts on one
 *       token, by any number of redeemers, exactly one is {@link Spend#ACCEPTED}.
 *   <li><b>Retries</b>: a token spent on a question is {@link Spend#REPLAYED} for the same question, at most 3 times
 *       and only within a window after the <em>first</em> spend. Never for another question.
 *   <li><b>Fails closed</b>: when the store does not answer, the attempt fails and no token is accepted. It may have
 *       been recorded all the same; asking again with the same tag is safe, and is then a replay.
 *   <li><b>Expiry</b>: entries outlive the key that signed the token, by a margin and by the store's own clock. Once
 *       that clock has passed the end of the memory, the answer is {@link Spend#CLOSED}, so that no clock that lags
 *       makes a forgotten token good again.
 *   <li><b>Crashes</b>: what was accepted is as durable as the store. A store that loses entries accepts their tokens
 *       again; the contract does not detect that yet.
 * </ul>
 *
 * <p>Only for tokens whose signature has been verified: whatever is given here is recorded. Safe for concurrent use.
 */
public interface SpendLedger {
    /**
     * Spends the token that {@code nullifier} stands for on the question that {@code tag} stands for. Runs at each
     * subscription, and emits on the subscriber's Vert.x context.
     *
     * @param key the key that signed the token; its tokens are forgotten together
     * @param notAfter from when on no token of that key is accepted
     */
    Uni<Spend> spend(TokenKeyId key, Instant notAfter, Nullifier nullifier, QueryTag tag);
}
