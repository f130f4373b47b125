package dev.jeton.redeemer.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jeton.dev.stack.RunDirectory;
import dev.jeton.redis.RedisSettings;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ledgers that are wrong on purpose are found wrong, by the same histories that ours has to pass. */
class CarelessLedgersIT {
    private static final int PROCESSES = 2;
    private static final long SEED = 1;

    private final RunDirectory run = RunDirectory.create("careless-ledgers-it");
    private final SingleRedis servers = new SingleRedis(run, PROCESSES);

    @AfterEach
    void end() {
        run.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "killed, back from an older snapshot",
                "failover to a replica that lags",
                "made a replica and a master again, connections kept"
            })
    void ledgerWithoutAFence_isFoundWrong(String disturbance) {
        Scale scale = new Scale(SEED, 1_500, 1, 0, 0, kind -> kind.name().equals(disturbance));

        assertThat(violations(scale, CarelessProcess::unfenced))
                .extracting(Violation::what)
                .contains("accepted 2 times");
    }

    @Test
    void ledgerThatLooksAndThenStores_isFoundWrong_withoutAnyDisturbance() {
        Scale scale = new Scale(SEED, 1_500, 0, 0, 0, none -> false);

        assertThat(violations(scale, CarelessProcess::looksFirst))
                .extracting(Violation::what)
                .contains("accepted 2 times");
    }

    /** Or the others would prove nothing. */
    @Test
    void ledgerWithoutAFence_isNotFoundWrong_whereNothingIsForgotten() {
        Set<String> harmless = Set.of("killed, back with its log", "connections cut", "process killed");
        Scale scale = new Scale(SEED, 1_500, 3, 0, 0, kind -> harmless.contains(kind.name()));

        assertThat(violations(scale, CarelessProcess::unfenced)).isEmpty();
    }

    private List<Violation> violations(Scale scale, Function<RedisSettings, Redeems> ledger) {
        try (Redeemers redeemers = new Redeemers(PROCESSES, (number, slot) -> ledger.apply(servers.settings(slot)))) {
            return new Run(scale, servers, redeemers).violations();
        }
    }
}
