package dev.jeton.redis;

import java.time.Instant;

/**
 * One set of data in Redis that is whole or not: what a fence guards.
 *
 * @param name names it in {@link FenceRecords}, in logs and metrics. Public, stable, never used again for other data
 * @param marker the Redis key of its marker, with the hash tag that all keys of the arena carry
 * @param ends when the marker expires: before any of the data that it guards, or they could be forgotten one by one
 */
public record Arena(String name, String marker, Instant ends) {
    /** @throws IllegalArgumentException if a name is empty */
    public Arena {
        if (name.isEmpty() || marker.isEmpty()) {
            throw new IllegalArgumentException("an arena and its marker have names");
        }
    }
}
