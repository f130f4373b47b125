package dev.jeton.redeemer.spend;

import dev.jeton.crypto.query.QueryTag;
import dev.jeton.crypto.token.Nullifier;
import io.smallrye.mutiny.Uni;

/**
 * Remembers which tokens have been spent, and on which question.
 *
 * <ul>
 *   <li><b>Atomic</b>: checking and recording are one step in the store. Of any number of concurrent attempts on one
 *       token, by any number of redeemers, exactly one is {@link Spend#ACCEPTED}.
 *   <li><b>Retries</b>: a token spent on a question is {@link Spend#REPLAYED} for the same question, at most 3 times
 *       and only within a window after the <em>first</em> spend. Never for another question.
 *   <li><b>Never forgetful in silence</b>: a store that may have lost what it was told accepts nothing. Of that family
 *       every attempt is {@link Spend#FENCED} until the data are known to be whole, or somebody has accepted the loss.
 *   <li><b>Fails closed</b>: when the store does not answer, the attempt fails and no token is accepted. It may have
 *       been recorded all the same; asking again with the same tag is safe, and is then a replay.
 *   <li><b>Expiry</b>: entries outlive the key that signed the token, by the store's own clock. That clock ends the family
 *       as a whole before it forgets the first entry, so that no clock that lags makes a forgotten token good again.
 * </ul>
 *
 * <p>Only for tokens whose signature has been verified: whatever is given here is recorded. Safe for concurrent use.
 */
public interface SpendLedger {
    /**
     * Spends the token that {@code nullifier} stands for on the question that {@code tag} stands for. Runs at each
     * subscription, and emits on the subscriber's Vert.x context.
     */
    Uni<Spend> spend(TokenFamily family, Nullifier nullifier, QueryTag tag);
}
