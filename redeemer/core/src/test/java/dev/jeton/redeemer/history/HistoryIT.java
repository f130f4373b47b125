package dev.jeton.redeemer.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jeton.dev.stack.RunDirectory;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * No token is good for two questions, nor for one more often than it may be, whatever happens to Redis. Zero violations,
 * and no loss is tolerated: where the data have forgotten something, the operator begins a new generation.
 */
class HistoryIT {
    private static final int PROCESSES = 3;

    private final Scale scale = Scale.ofSystemProperties();
    private final RunDirectory run = RunDirectory.create("history-it");

    @AfterEach
    void end() {
        run.close();
    }

    @Test
    void singleRedis_killedEmptiedRestoredAndFailedOver_isALedger() {
        check("single Redis", new SingleRedis(run, PROCESSES), new Provider(scale.seed(), 1));
    }

    @Test
    void cluster_mastersKilledHandedOverAndOutlasted_isALedger() {
        check("cluster of six", new ClusterRedis(run), new Provider(scale.seed(), 12));
    }

    private void check(String topology, Servers servers, Provider provider) {
        long start = System.nanoTime();
        try (Redeemers redeemers =
                new Redeemers(PROCESSES, (number, slot) -> provider.open(number, servers.settings(slot)))) {
            Run history = new Run(scale, servers, redeemers);
            try {
                assertThat(history.violations()).isEmpty();
            } finally {
                System.out.printf(
                        Locale.ROOT, "history, %s: %s, %.1f s%n", topology, history, (System.nanoTime() - start) / 1e9);
            }
        }
    }
}
