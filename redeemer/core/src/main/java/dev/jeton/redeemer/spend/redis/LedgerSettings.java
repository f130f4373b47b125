package dev.jeton.redeemer.spend.redis;

import java.time.Duration;

/**
 * How the ledger is laid out and how long it remembers.
 *
 * @param plannedTokensPerEpoch how many tokens of one key are expected to be spent here. Too low a plan costs memory and
 *     some time, too high a plan memory; neither costs correctness, and a changed plan holds from the next key on
 * @param retryWindow how long after the first spend the same question is answered again; whole seconds, at most an hour
 * @param memoryMargin how long entries outlive their key's {@code not-after}; covers the difference between any two
 *     clocks. At least a minute
 */
public record LedgerSettings(long plannedTokensPerEpoch, Duration retryWindow, Duration memoryMargin) {
    public static final long DEFAULT_PLANNED_TOKENS = 1_000_000;
    public static final Duration DEFAULT_RETRY_WINDOW = Duration.ofMinutes(2);
    public static final Duration DEFAULT_MEMORY_MARGIN = Duration.ofHours(1);

    /**
     * The mean. The spread over buckets is that of random hashing (a standard deviation of 14), far below the 512
     * entries at which Redis 7 gives up the listpack.
     */
    private static final long ENTRIES_PER_BUCKET = 200;

    private static final long MAX_PLANNED_TOKENS = 100_000_000_000L;
    private static final Duration MAX_RETRY_WINDOW = Duration.ofHours(1);
    private static final Duration MIN_MEMORY_MARGIN = Duration.ofMinutes(1);

    /** @throws IllegalArgumentException naming the setting that is wrong */
    public LedgerSettings {
        require(plannedTokensPerEpoch > 0 && plannedTokensPerEpoch <= MAX_PLANNED_TOKENS, "plannedTokensPerEpoch");
        require(
                !retryWindow.isNegative()
                        && retryWindow.compareTo(MAX_RETRY_WINDOW) <= 0
                        && retryWindow.equals(Duration.ofSeconds(retryWindow.toSeconds())),
                "retryWindow");
        require(memoryMargin.compareTo(MIN_MEMORY_MARGIN) >= 0, "memoryMargin");
    }

    public static LedgerSettings defaults() {
        return new LedgerSettings(DEFAULT_PLANNED_TOKENS, DEFAULT_RETRY_WINDOW, DEFAULT_MEMORY_MARGIN);
    }

    /** How many hashes the nullifiers of one key are spread over. */
    long buckets() {
        return (plannedTokensPerEpoch + ENTRIES_PER_BUCKET - 1) / ENTRIES_PER_BUCKET;
    }

    private static void require(boolean condition, String setting) {
        if (!condition) {
            throw new IllegalArgumentException(setting + ": out of range");
        }
    }
}
