/**
 * The redeemer as part of a Quarkus service: its settings ({@code jeton.redeemer.*}), its life, its health, what it tells
 * operators and what they may do. Verifying and spending are done in {@code redeemer/core}; nothing here knows a question.
 *
 * <p>The service offers an {@link dev.jeton.redeemer.embedded.Acceptance} and gets a
 * {@link dev.jeton.redeemer.redeem.Redeemer}.
 */
@NullMarked
package dev.jeton.redeemer.embedded;

import org.jspecify.annotations.NullMarked;
