package dev.jeton.redeemer.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** One history: disturbances in an order that the seed decides, each kind once before any comes twice. */
final class Run {
    private static final System.Logger LOG = System.getLogger(Run.class.getName());

    /** So long the ledger may take to come back by itself. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    /** So long the operator waits to see whether it does. */
    private static final Duration OPERATORS_PATIENCE = Duration.ofMillis(1_500);

    private static final Duration LONG = Duration.ofMinutes(10);

    private final Scale scale;
    private final Servers servers;
    private final Redeemers redeemers;
    private final History history = new History();
    private int disturbances;
    private int newGenerations;
    private final List<Violation> violations = new ArrayList<>();

    Run(Scale scale, Servers servers, Redeemers redeemers) {
        this.scale = scale;
        this.servers = servers;
        this.redeemers = redeemers;
    }

    /** Makes the history, and returns what is wrong with it. */
    List<Violation> violations() {
        try {
            make();
        } finally {
            checkBelow(Long.MAX_VALUE);
        }
        return violations;
    }

    private void make() {
        Random random = new Random(~scale.seed());
        try (Load load = new Load(new Draws(scale.seed(), redeemers.slots()), redeemers, history)) {
            assertThat(load.isWellWithin(PATIENCE)).as("at the beginning").isTrue();
            List<Disturbance> kinds = new ArrayList<>();
            while (!scale.isReached(disturbances, servers)) {
                if (kinds.isEmpty()) {
                    servers.disturbances(random, load, redeemers).stream()
                            .filter(scale.kinds())
                            .forEach(kinds::add);
                    Collections.shuffle(kinds, random);
                }
                load.pass(scale.operationsBetween(), LONG);
                disturb(kinds.remove(0), load);
                // What is still on its way is much younger.
                checkBelow(load.nextToken() - 2 * Draws.REMEMBERED);
            }
            load.pass(scale.operations() - history.answered(), LONG);
        }
    }

    private void checkBelow(long token) {
        violations.addAll(Checker.violations(history.takeBelow(token)));
    }

    private void disturb(Disturbance disturbance, Load load) {
        long start = System.nanoTime();
        disturbance.action().run();
        disturbances++;
        boolean byItself = load.isWellWithin(disturbance.keepsAll() ? PATIENCE : OPERATORS_PATIENCE);
        if (disturbance.keepsAll()) {
            assertThat(byItself)
                    .as("comes back by itself: %s, seed %d", disturbance, scale.seed())
                    .isTrue();
        } else if (!byItself) {
            redeemers.newGeneration(load.nextToken());
            newGenerations++;
            assertThat(load.isWellWithin(PATIENCE))
                    .as("comes back in a new generation: %s, seed %d", disturbance, scale.seed())
                    .isTrue();
        }
        LOG.log(
                System.Logger.Level.DEBUG,
                "{0}: {1} ms{2}",
                disturbance,
                (System.nanoTime() - start) / 1_000_000,
                byItself ? "" : ", new generation");
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "seed %d, %s, %d disturbances, %d kills, %d failovers, %d new generations, %d violations",
                scale.seed(),
                history,
                disturbances,
                servers.kills(),
                servers.failovers(),
                newGenerations,
                violations.size());
    }
}
