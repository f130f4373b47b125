/**
 * The embedded redeemer: its settings, its life, and whether it is ready. Verifying and spending are done in
 * {@code dev.jeton.redeemer}; nothing here knows a question.
 */
@NullMarked
package dev.jeton.lookup.redemption;

import org.jspecify.annotations.NullMarked;
