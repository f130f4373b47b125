package dev.jeton.bench.ledger;

import dev.jeton.bench.Figures;
import dev.jeton.bench.OpenSsl;
import java.io.PrintStream;

/** What {@code bench/run ledger} prints. One Redis, and one thread that asks it. */
public final class LedgerFigures {
    private static final PrintStream PROGRESS = System.err;
    private static final int WARM_UP = 200_000;
    private static final int CALLS = 300_000;
    private static final int PACED_SECONDS = 3;
    private static final int MILLION = 1_000_000;

    private LedgerFigures() {}

    /** Measures {@code rounds} times the speeds, and the memory once: it does not vary. */
    public static Figures measure(int rounds) {
        PROGRESS.printf("Java %s%n", Runtime.version());
        Figures figures = new Figures();
        for (int millions : new int[] {1, 10}) {
            PROGRESS.printf("filling with %d million tokens%n", millions);
            figures.add("ledger.bytes_per_token." + millions + "m", bytesPerToken(millions * MILLION), "bytes");
        }
        try (LedgerUnderTest ledger = new LedgerUnderTest(MILLION)) {
            PROGRESS.println("warming up");
            ledger.spend(WARM_UP);
            ledger.set(WARM_UP);
            ledger.setBatched(WARM_UP);
            for (int round = 1; round <= rounds; round++) {
                PROGRESS.printf("round %d of %d%n", round, rounds);
                round(figures, ledger);
            }
        }
        RedeemerFigures.add(figures, rounds, OpenSsl.measure());
        return figures;
    }

    private static double bytesPerToken(int tokens) {
        try (LedgerUnderTest ledger = new LedgerUnderTest(tokens)) {
            ledger.spend(1); // The script and the record of the layout are not the tokens'.
            long before = ledger.usedMemory();
            ledger.spend(tokens);
            return (ledger.usedMemory() - before) / (double) tokens;
        }
    }

    private static void round(Figures figures, LedgerUnderTest ledger) {
        ledger.empty();
        double set = ledger.set(CALLS);
        ledger.empty();
        double batched = ledger.setBatched(CALLS);
        ledger.empty();
        double spends = ledger.spend(CALLS);
        figures.add("redis.set_nx_ex.auto_flush", set, "op/s");
        figures.add("redis.set_nx_ex.batch_flush", batched, "op/s");
        figures.add("ledger.spends", spends, "tokens/s");
        figures.add("ledger.auto_flush.ratio", spends / set, "x");
        figures.add("ledger.batch_flush.ratio", spends / batched, "x");
        double[] millis = ledger.spendPaced((int) (spends / 2 * PACED_SECONDS), spends / 2);
        figures.add("ledger.half_load.p50", millis[millis.length / 2], "ms");
        figures.add("ledger.half_load.p99", millis[millis.length * 99 / 100], "ms");
    }
}
