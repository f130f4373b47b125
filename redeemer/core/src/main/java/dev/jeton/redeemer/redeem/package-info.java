/**
 * Redeeming a token: verify, and only then spend (RFC 9577, Section 2.2 and 2.3).
 *
 * <p>{@link dev.jeton.redeemer.redeem.Redeemer} knows keys, challenges and the ledger. It does not know what the token
 * pays for: no CSI, no mapping, no HTTP.
 */
@NullMarked
package dev.jeton.redeemer.redeem;

import org.jspecify.annotations.NullMarked;
