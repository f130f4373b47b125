/**
 * Random histories of the spent ledger, checked against what a ledger is.
 *
 * <p>{@link dev.jeton.redeemer.history.Draws} draws attempts from a seed, {@link dev.jeton.redeemer.history.Load} makes them
 * through several {@link dev.jeton.redeemer.history.Redeemers}, while {@link dev.jeton.redeemer.history.Servers} kills,
 * empties, restores and fails over what they run on. Each attempt is written down in a {@link
 * dev.jeton.redeemer.history.History}, and the {@link dev.jeton.redeemer.history.Checker} looks for an order in which one
 * ledger, that does one thing after the other, would have given the same answers.
 *
 * <p>{@link dev.jeton.redeemer.history.LedgerModel} goes through all histories of a small world instead.
 */
@NullMarked
package dev.jeton.redeemer.history;

import org.jspecify.annotations.NullMarked;
