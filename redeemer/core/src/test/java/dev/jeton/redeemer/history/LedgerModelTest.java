package dev.jeton.redeemer.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jeton.redeemer.history.LedgerModel.Rule;
import dev.jeton.redeemer.history.SmallWorld.Left;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every world that a small one can become is visited: some 400,000 in a few seconds, and nine millions with {@code
 * -Djeton.deep -Djeton.test.jvm=-Xmx6g}.
 */
class LedgerModelTest {
    private static final Left A_FAILOVER = new Left(3, 1, 0, 1, 0);
    private static final Left A_CRASH = new Left(2, 1, 1, 2, 0);
    private static final Left A_GENERATION = new Left(2, 1, 0, 1, 1);

    @Test
    void oneToken_failover_isGoodOnce() {
        Outcome outcome = explore(A_FAILOVER);

        assertThat(outcome.wrong()).isFalse();
        assertThat(outcome.answeredByALaterArming())
                .as("it is armed again where it may be")
                .isPositive();
    }

    @Test
    void oneToken_crash_isGoodOnce() {
        assertThat(explore(A_CRASH).wrong()).isFalse();
    }

    @Test
    void oneToken_newGeneration_isGoodOnce() {
        assertThat(explore(A_GENERATION).wrong()).isFalse();
    }

    @Test
    @EnabledIfSystemProperty(named = "jeton.deep", matches = ".*")
    void oneToken_allOfIt_isGoodOnce() {
        assertThat(explore(new Left(3, 1, 1, 2, 1)).wrong()).isFalse();
        assertThat(explore(new Left(3, 2, 0, 2, 0)).wrong()).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void ledgerWithoutARule_isFoundWrong(Rule rule) {
        assertThat(explore(rule == Rule.VOIDED ? A_GENERATION : A_FAILOVER, rule)
                        .wrong())
                .isTrue();
    }

    private record Outcome(boolean wrong, int visited, int answeredByALaterArming) {}

    private static Outcome explore(Left left, Rule... without) {
        LedgerModel model = new LedgerModel(without);
        Set<SmallWorld> known = new HashSet<>();
        Deque<SmallWorld> open = new ArrayDeque<>();
        SmallWorld start = SmallWorld.armed(LedgerModel.REPLAYS, left);
        known.add(start);
        open.add(start);
        int later = 0;
        while (!open.isEmpty()) {
            SmallWorld world = open.poll();
            if (world.acknowledged().isWrong(LedgerModel.REPLAYS)) {
                return new Outcome(true, known.size(), later);
            }
            if (world.acknowledged().replayed() > 0 && world.row().armed() > 1) {
                later++;
            }
            model.steps(world, next -> {
                if (known.add(next)) {
                    open.add(next);
                }
            });
        }
        return new Outcome(false, known.size(), later);
    }
}
