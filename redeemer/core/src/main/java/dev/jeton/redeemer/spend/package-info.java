/**
 * The spent ledger's contract: what makes a token good for one question and no more (RFC 9577, Section 2.2, asks origins
 * to prevent double spending).
 *
 * <p>{@link dev.jeton.redeemer.spend.SpendLedger} says what is atomic, what survives and what fails closed; its adapter
 * to Redis is one package below. Nothing here verifies a token.
 */
@NullMarked
package dev.jeton.redeemer.spend;

import org.jspecify.annotations.NullMarked;
