/**
 * {@code POST /v1/redemptions}: any number of tokens, each redeemed by itself. What becomes of one says nothing to another,
 * and whoever asks the same again is told the same within the ledger's retry window.
 */
@NullMarked
package dev.jeton.redeemer.service.redemptions;

import org.jspecify.annotations.NullMarked;
