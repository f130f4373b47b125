package dev.jeton.redeemer.spend.redis;

import java.time.Duration;
import java.time.Instant;

/**
 * How the nullifiers of one family lie in Redis.
 *
 * @param shards over how many hash tags they are spread, and with them over the masters of a Cluster
 * @param buckets over how many hashes they are spread in each shard
 * @param ends when the shards' markers expire, and so the last acceptance is past; after the key's {@code not-after}
 */
public record LedgerLayout(int shards, long buckets, Instant ends) {
    /** Buckets outlive the marker by this: it is the marker that ends the family, as a whole. */
    private static final Duration BUCKETS_OUTLIVE = Duration.ofMinutes(30);

    /** @throws IllegalArgumentException unless there are shards and buckets */
    public LedgerLayout {
        if (shards < 1 || buckets < 1) {
            throw new IllegalArgumentException("a layout has shards and buckets");
        }
    }

    Instant bucketsExpire() {
        return ends.plus(BUCKETS_OUTLIVE);
    }
}
