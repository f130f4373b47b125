/**
 * The one adapter to Redis: runs Lua scripts through Lettuce and brings the answers back to the caller's Vert.x
 * context. It knows no token and no sender.
 *
 * <p>{@link dev.jeton.redis.RedisScripts} is the way in, {@link dev.jeton.redis.RedisUnavailable} the one failure that
 * comes out. A command reaches Redis at most once: nothing is sent again by itself, neither after a timeout nor after a
 * lost connection, because the first copy may have been applied. The single exception is a script that Redis says it
 * does not know, and so has not run.
 *
 * <p>One Redis; Redis Cluster is not spoken yet. What a server promises about its data (the fence of the spent ledger)
 * will be read once per connection, where {@code RedisLink} adopts it.
 */
@NullMarked
package dev.jeton.redis;

import org.jspecify.annotations.NullMarked;
