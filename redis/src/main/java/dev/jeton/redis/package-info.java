/**
 * The one adapter to Redis: runs Lua scripts through Lettuce and brings the answers back to the caller's Vert.x
 * context. It knows no token and no sender.
 *
 * <p>{@link dev.jeton.redis.RedisScripts} is the way in, {@link dev.jeton.redis.RedisUnavailable} the one failure that
 * comes out. A command reaches Redis at most once: nothing is sent again by itself, neither after a timeout nor after a
 * lost connection, because the first copy may have been applied. The single exception is a script that Redis says it
 * does not know, and so has not run.
 *
 * <p>{@link dev.jeton.redis.Fence} runs scripts only on data that have forgotten nothing of what was acknowledged: over
 * restarts, flushes, older snapshots and failovers ({@code docs/adr/0010-fence.md}). {@code FenceRules} are its rules,
 * {@code Post} makes their moves, {@link dev.jeton.redis.FenceRecords} is what somebody keeps for it outside Redis.
 *
 * <p>One Redis, or a Redis Cluster: {@code Masters} knows the server of a slot, {@code RedisLink} keeps the connection to one.
 * No redirection is followed by itself, since nobody has asked yet whose data are there.
 */
@NullMarked
package dev.jeton.redis;

import org.jspecify.annotations.NullMarked;
