package dev.jeton.redeemer.history;

import dev.jeton.crypto.token.TokenKeyId;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.redeemer.keys.KeyLife;
import dev.jeton.redeemer.spend.Generation;
import dev.jeton.redeemer.spend.redis.LedgerBook;
import dev.jeton.redeemer.spend.redis.LedgerLayout;
import dev.jeton.redeemer.spend.redis.LedgerSettings;
import dev.jeton.redeemer.spend.redis.RedisSpendLedger;
import dev.jeton.redis.MemoryRecords;
import dev.jeton.redis.RedisScripts;
import dev.jeton.redis.RedisSettings;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What all processes of one provider share beside Redis: its key, its generations, the records and the book. */
final class Provider {
    /** How much faster than ours the clock of the records runs: what takes ten seconds, a lost member, takes two. */
    private static final int HASTE = 5;

    private final Instant start = Instant.now();
    private final MemoryRecords records = new MemoryRecords(this::hastyClock);
    private final Map<String, LedgerLayout> layouts = new ConcurrentHashMap<>();
    private final Map<Long, Generation> generations = new ConcurrentHashMap<>();
    private final LedgerSettings settings;
    private final KeyLife key;

    Provider(long seed, int shards) {
        settings = new LedgerSettings(20_000, shards, Duration.ofHours(1), 0);
        Bytes id = Bytes.of(Tags.of(seed, TokenKeyId.BYTES));
        key = new KeyLife(new TokenKeyId(id), start, start.plus(Duration.ofHours(25)));
    }

    KeyLife key() {
        return key;
    }

    Generation generation(long number) {
        return generations.computeIfAbsent(number, n -> new Generation(n, Instant.now()));
    }

    LedgerProcess open(int number, RedisSettings redis) {
        RedisScripts scripts = RedisScripts.open(redis);
        LedgerBook book =
                (family, proposed) -> Uni.createFrom().item(() -> layouts.computeIfAbsent(family, first -> proposed));
        return new LedgerProcess(
                this,
                scripts,
                RedisSpendLedger.open(scripts, records, book, settings, "process-" + number, InstantSource.system()));
    }

    private Instant hastyClock() {
        return start.plus(Duration.between(start, Instant.now()).multipliedBy(HASTE));
    }
}
