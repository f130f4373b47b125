/**
 * What the spent ledger costs: bytes for each token, and redemptions a second beside the plainest thing that Redis could
 * be asked to do in their place.
 */
@NullMarked
package dev.jeton.bench.ledger;

import org.jspecify.annotations.NullMarked;
