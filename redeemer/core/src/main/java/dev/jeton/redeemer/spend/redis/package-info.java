/**
 * The spent ledger on Redis: one Lua script for a spend, or for several that come together, and hashes small enough to stay
 * listpacks.
 *
 * <p>An entry takes some 34 bytes, everything included, as long as the epoch's volume was planned about right. When it
 * is exceeded the ledger stays correct and takes more. Redis must run with {@code maxmemory-policy noeviction}: an
 * evicted bucket is a bucket of tokens that can be spent again.
 */
@NullMarked
package dev.jeton.redeemer.spend.redis;

import org.jspecify.annotations.NullMarked;
