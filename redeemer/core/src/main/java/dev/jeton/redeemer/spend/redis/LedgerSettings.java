package dev.jeton.redeemer.spend.redis;

import dev.jeton.redeemer.keys.KeyLife;
import java.time.Duration;

/**
 * How the ledger is laid out and how forgiving it is.
 *
 * @param plannedTokensPerEpoch how many tokens of one key are expected to be spent here. Too low a plan costs memory and
 *     some time, too high a plan memory; neither costs correctness, and a changed plan holds from the next key on
 * @param shards over how many parts, each on one master, the tokens of a key are spread: 1 on a single Redis, some for
 *     each master of a Cluster; at most {@value #MAX_SHARDS}. Holds from the next key on
 * @param retryWindow how long after the first spend the same question is answered again; whole seconds, at most an hour
 * @param toleratedLoss how many of a shard's spends may be missing after a failover for it to be served all the same. Each
 *     of them is a token that can be spent twice
 */
public record LedgerSettings(long plannedTokensPerEpoch, int shards, Duration retryWindow, long toleratedLoss) {
    public static final long DEFAULT_PLANNED_TOKENS = 1_000_000;
    public static final Duration DEFAULT_RETRY_WINDOW = Duration.ofMinutes(2);
    public static final int MAX_SHARDS = 64;

    /**
     * The mean. The spread over buckets is that of random hashing (a standard deviation of 11), far below the 512
     * entries at which Redis 7 gives up the listpack. More would save half a byte a token and cost time to search.
     */
    private static final long ENTRIES_PER_BUCKET = 128;

    private static final long MAX_PLANNED_TOKENS = 100_000_000_000L;
    private static final Duration MAX_RETRY_WINDOW = Duration.ofHours(1);
    /** More than clocks differ: the redeemer refuses tokens from {@code not-after} on by its own. */
    private static final Duration MARKERS_OUTLIVE = Duration.ofMinutes(30);

    /** @throws IllegalArgumentException naming the setting that is wrong */
    public LedgerSettings {
        require(plannedTokensPerEpoch > 0 && plannedTokensPerEpoch <= MAX_PLANNED_TOKENS, "plannedTokensPerEpoch");
        require(shards > 0 && shards <= MAX_SHARDS, "shards");
        require(
                !retryWindow.isNegative()
                        && retryWindow.compareTo(MAX_RETRY_WINDOW) <= 0
                        && retryWindow.equals(Duration.ofSeconds(retryWindow.toSeconds())),
                "retryWindow");
        require(toleratedLoss >= 0, "toleratedLoss");
    }

    /** One shard, and nothing is tolerated. */
    public static LedgerSettings planned(long tokensPerEpoch) {
        return new LedgerSettings(tokensPerEpoch, 1, DEFAULT_RETRY_WINDOW, 0);
    }

    /** For tokens of {@code key}. */
    LedgerLayout layout(KeyLife key) {
        long tokensPerBucket = ENTRIES_PER_BUCKET * shards;
        return new LedgerLayout(
                shards,
                (plannedTokensPerEpoch + tokensPerBucket - 1) / tokensPerBucket,
                key.notAfter().plus(MARKERS_OUTLIVE));
    }

    private static void require(boolean condition, String setting) {
        if (!condition) {
            throw new IllegalArgumentException(setting + ": out of range");
        }
    }
}
