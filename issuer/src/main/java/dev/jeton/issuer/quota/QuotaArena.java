package dev.jeton.issuer.quota;

import dev.jeton.issuer.keys.EpochKey;
import dev.jeton.redis.Arena;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;

/**
 * The counters of one key: they are whole or not, and lie under one hash tag.
 *
 * <p>Named by the epoch and the key, so that a key that takes another's place begins with counters of its own.
 */
record QuotaArena(EpochKey key, Arena arena) {
    /** Counters outlive the last signature of their key by more than clocks differ. */
    private static final Duration KEPT = Duration.ofHours(1);
    /** The marker is gone well before any counter: what expires bit by bit is fenced as a whole. */
    private static final Duration GUARDED = Duration.ofMinutes(30);

    private static final int KEY_ID_BYTES = 8;

    static QuotaArena of(EpochKey key) {
        String keyId = key.publicKey().keyId().value().slice(0, KEY_ID_BYTES).toHex();
        String name = "quota/" + key.epoch().id() + "/" + keyId;
        return new QuotaArena(
                key,
                new Arena(
                        name, redisKey(name, "fence"), key.epoch().signsUntil().plus(GUARDED)));
    }

    String name() {
        return arena.name();
    }

    /** The Redis key of what is called {@code name} here. */
    byte[] redisKey(String name) {
        return redisKey(arena.name(), name).getBytes(StandardCharsets.UTF_8);
    }

    /** When the counters expire. */
    Instant countersExpire() {
        return key.epoch().signsUntil().plus(KEPT);
    }

    private static String redisKey(String arena, String name) {
        return "{" + arena + "}:" + name;
    }
}
