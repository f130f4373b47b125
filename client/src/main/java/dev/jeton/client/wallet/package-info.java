/**
 * Where a sender's tokens wait until they pay for a question: {@link dev.jeton.client.wallet.TokenWallet}, over a
 * {@link dev.jeton.client.wallet.TokenStore} that a platform may replace.
 *
 * <p>One promise rules everything here: <b>a token is never presented with two questions</b>. Two questions with one
 * token would tell a discovery provider that one sender asked both. So a token that was taken for a question belongs to
 * it from then on, durably and before it is handed out; it is given again for the same question alone, after a lost
 * answer or a crash, and never returns to the stock.
 *
 * <p>The question itself is not stored, not even sealed: a token carries the MAC of its question under the wallet's key.
 * At rest, tokens and their one-time keys are sealed. Whoever has the files without the key learns how many tokens for
 * whom; whoever has the key as well can use the tokens, and can test guesses of the questions that are still open.
 */
@NullMarked
package dev.jeton.client.wallet;

import org.jspecify.annotations.NullMarked;
