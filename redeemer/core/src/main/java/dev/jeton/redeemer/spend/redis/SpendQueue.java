package dev.jeton.redeemer.spend.redis;

import dev.jeton.redis.RedisUnavailable;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * The spends of one shard on their way to Redis, those that come together in one script.
 *
 * <p>A spend goes at once while few scripts are under way, so nobody waits for company. The others wait for the next script
 * that ends, or until they are {@value #GROUP}: one round trip more at most, and no timer. Redis runs a script with many for
 * a good deal less than as many scripts, so the more there is to do, the less each costs.
 *
 * <p>Each spend is answered for itself, and whoever cancels his own disturbs nobody. When a script fails, its spends fail.
 * Safe for concurrent use.
 */
final class SpendQueue {
    /** With them Redis and this process have something to do while an answer is on its way. */
    static final int UNDER_WAY = 2;
    /** Redis does nothing else for the time of so many: a fraction of a millisecond. */
    static final int GROUP = 32;

    private final Function<List<Spending>, Uni<List<Long>>> script;
    private final int most;
    private final long patienceNanos;

    private List<Spending> waiting = new ArrayList<>(GROUP);
    private int unanswered;
    private int underWay;

    /** One spend; its outcome is as {@code spend.lua} numbers it. */
    static final class Spending {
        private final byte[] bucket;
        private final byte[] nullifier;
        private final byte[] tag;
        private final long since = System.nanoTime();
        private final CompletableFuture<Long> outcome = new CompletableFuture<>();

        private Spending(byte[] bucket, byte[] nullifier, byte[] tag) {
            this.bucket = bucket;
            this.nullifier = nullifier;
            this.tag = tag;
        }

        byte[] bucket() {
            return bucket;
        }

        byte[] nullifier() {
            return nullifier;
        }

        byte[] tag() {
            return tag;
        }
    }

    /**
     * @param script answers for each of its spends, in order
     * @param most how many spends may be unanswered; more fail at once
     * @param patience who has waited so long for others' scripts fails, since it would be as long again until his own ended
     */
    SpendQueue(Function<List<Spending>, Uni<List<Long>>> script, int most, Duration patience) {
        this.script = script;
        this.most = most;
        this.patienceNanos = patience.toNanos();
    }

    /** The outcome of one spend, on any thread. Fails as the script does, or with {@link RedisUnavailable}. */
    CompletionStage<Long> spend(byte[] bucket, byte[] nullifier, byte[] tag) {
        Spending spending = new Spending(bucket, nullifier, tag);
        List<Spending> due;
        synchronized (this) {
            if (unanswered >= most) {
                return CompletableFuture.failedFuture(new RedisUnavailable("Redis: too many spends wait"));
            }
            unanswered++;
            waiting.add(spending);
            due = due();
        }
        send(due);
        return spending.outcome;
    }

    /** Those that go now, if it is time; with the lock held. */
    private List<Spending> due() {
        if (waiting.isEmpty() || (underWay >= UNDER_WAY && waiting.size() < GROUP)) {
            return List.of();
        }
        underWay++;
        List<Spending> all = waiting;
        waiting = new ArrayList<>(GROUP);
        return all;
    }

    private void send(List<Spending> group) {
        if (!group.isEmpty()) {
            var unused = script.apply(group)
                    .invoke(outcomes -> requireOneEach(group, outcomes))
                    .subscribe()
                    .with(
                            outcomes -> {
                                ended(group);
                                for (int i = 0; i < group.size(); i++) {
                                    group.get(i).outcome.complete(outcomes.get(i));
                                }
                            },
                            failure -> {
                                ended(group);
                                fail(group, failure);
                            });
        }
    }

    /** First of all the next ones go: Redis has nothing to do for this queue. */
    private void ended(List<Spending> group) {
        long oldest = System.nanoTime() - patienceNanos;
        List<Spending> late = new ArrayList<>();
        List<Spending> due;
        synchronized (this) {
            underWay--;
            waiting.removeIf(spending -> spending.since - oldest < 0 && late.add(spending));
            unanswered -= group.size() + late.size();
            due = due();
        }
        send(due);
        fail(late, new RedisUnavailable("Redis: too slow for those who wait"));
    }

    private static void fail(List<Spending> spends, Throwable failure) {
        spends.forEach(spending -> spending.outcome.completeExceptionally(failure));
    }

    private static void requireOneEach(List<Spending> group, List<Long> outcomes) {
        if (outcomes.size() != group.size()) {
            throw new IllegalStateException("a script answers for each of its spends");
        }
    }
}
