package dev.jeton.redeemer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jeton.redeemer.keys.KeyLife;
import dev.jeton.redeemer.spend.Generation;
import dev.jeton.redeemer.spend.redis.LedgerBook;
import dev.jeton.redeemer.spend.redis.LedgerLayout;
import dev.jeton.redeemer.spend.redis.LedgerSettings;
import dev.jeton.redeemer.spend.redis.RedisSpendLedger;
import dev.jeton.redis.MemoryRecords;
import dev.jeton.redis.RedisScripts;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** What all redeemers of one provider share beside Redis: records, book and keys. */
public final class LedgerWorld {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final MemoryRecords records = new MemoryRecords(InstantSource.system());
    private final Map<String, LedgerLayout> layouts = new ConcurrentHashMap<>();
    private final LedgerBook book =
            (family, proposed) -> Uni.createFrom().item(() -> layouts.computeIfAbsent(family, first -> proposed));
    private final AtomicInteger processes = new AtomicInteger();

    private volatile Generation generation = new Generation(0, Instant.now());
    private volatile List<KeyLife> keys = List.of();

    /** Another process, which keeps what is known now. */
    public RedisSpendLedger open(RedisScripts scripts, LedgerSettings settings) {
        RedisSpendLedger ledger = RedisSpendLedger.open(
                scripts, records, book, settings, "process-" + processes.incrementAndGet(), InstantSource.system());
        tick(ledger);
        return ledger;
    }

    /** From now on these are the keys. */
    public void keys(List<KeyLife> now) {
        keys = now;
    }

    /** From now on this is the generation. */
    public void generation(Generation now) {
        generation = now;
    }

    public Generation generation() {
        return generation;
    }

    public MemoryRecords records() {
        return records;
    }

    public Map<String, LedgerLayout> layouts() {
        return layouts;
    }

    /** What a service does each second. */
    public void tick(RedisSpendLedger... ledgers) {
        for (RedisSpendLedger ledger : ledgers) {
            ledger.keep(generation, keys).await().atMost(PATIENCE);
        }
    }

    /** Ticks until every shard that {@code ledger} keeps is served. */
    public void awaitServed(RedisSpendLedger ledger, RedisSpendLedger... others) {
        long giveUp = System.nanoTime() + PATIENCE.toNanos();
        while (!isServed(ledger)) {
            assertThat(System.nanoTime())
                    .as("still fenced: %s", ledger.states())
                    .isLessThan(giveUp);
            tick(others);
            tick(ledger);
        }
    }

    private static boolean isServed(RedisSpendLedger ledger) {
        return !ledger.states().isEmpty() && ledger.states().stream().allMatch(state -> state.isServed());
    }
}
