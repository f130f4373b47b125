package dev.jeton.redis;

import static dev.jeton.redis.FenceModel.Rule.ARMING_NUMBER;
import static dev.jeton.redis.FenceModel.Rule.HIGHEST_MARK;
import static dev.jeton.redis.FenceModel.Rule.MEMBERS_CLOSE;
import static dev.jeton.redis.FenceModel.Rule.NEW_DATA_NEW_IDENTITY;
import static dev.jeton.redis.FenceModel.Rule.NO_LATE_ANSWER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jeton.redis.FenceModel.Bounds;
import dev.jeton.redis.FenceModel.Rule;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Every state of a small world is visited: some 100,000 in each test, and ten times as many with {@code -Djeton.deep}. */
class FenceModelTest {
    private static final Bounds ALONE = new Bounds(1, 2, 1, 0, 2);
    private static final Bounds TWO = new Bounds(2, 2, 1, 0, 2);
    private static final Bounds TWO_AND_A_BUMP = new Bounds(2, 2, 1, 0, 3);

    @Test
    void twoProcesses_failoverToALaggingReplica_nothingIsForgotten() {
        Outcome outcome = explore(TWO, FenceModel::armed);

        assertThat(outcome.wrong()).isFalse();
        assertThat(outcome.servedOnNewServer())
                .as("it is armed again where it may be")
                .isPositive();
    }

    @Test
    void memberCutOffByABump_failover_nothingIsForgotten() {
        assertThat(explore(TWO_AND_A_BUMP, FenceModel::bumped).wrong()).isFalse();
    }

    @Test
    void firstArming_stalledArmersAndADeparture_nothingIsForgotten() {
        assertThat(explore(new Bounds(1, 2, 1, 1, 3), FenceModel::unarmed).wrong())
                .isFalse();
    }

    @Test
    void memberLeavesAndComesBack_failover_nothingIsForgotten() {
        assertThat(explore(new Bounds(1, 2, 1, 1, 3), FenceModel::armed).wrong())
                .isFalse();
    }

    @Test
    @EnabledIfSystemProperty(named = "jeton.deep", matches = ".*")
    void twoProcesses_twoFailoversOrADeparture_nothingIsForgotten() {
        assertThat(explore(new Bounds(2, 2, 2, 0, 2), FenceModel::armed).wrong())
                .isFalse();
        assertThat(explore(new Bounds(2, 2, 1, 1, 2), FenceModel::armed).wrong())
                .isFalse();
    }

    @Test
    void serverKeepsItsIdentityOverOlderData_isFoundWrong() {
        assertThat(explore(TWO, FenceModel::armed, NEW_DATA_NEW_IDENTITY).wrong())
                .isTrue();
    }

    @Test
    void rearmedBelowTheHighestMark_isFoundWrong() {
        assertThat(explore(ALONE, FenceModel::armed, HIGHEST_MARK).wrong()).isTrue();
    }

    @Test
    void rearmedWhileAMemberIsOpen_isFoundWrong() {
        assertThat(explore(TWO, FenceModel::armed, MEMBERS_CLOSE).wrong()).isTrue();
    }

    @Test
    void answerAcknowledgedAfterClosing_isFoundWrong() {
        assertThat(explore(ALONE, FenceModel::armed, NO_LATE_ANSWER).wrong()).isTrue();
    }

    @Test
    void scriptsWithoutArmingNumber_areFoundWrong() {
        assertThat(explore(TWO_AND_A_BUMP, FenceModel::bumped, ARMING_NUMBER).wrong())
                .isTrue();
    }

    /**
     * What was found.
     *
     * @param servedOnNewServer how many states acknowledge a change on another server than the first
     */
    private record Outcome(boolean wrong, int servedOnNewServer) {}

    private static Outcome explore(Bounds bounds, Function<FenceModel, ModelState> from, Rule... without) {
        FenceModel model = new FenceModel(bounds, without);
        Set<ByteBuffer> known = new HashSet<>();
        Deque<ModelState> open = new ArrayDeque<>();
        ModelState start = from.apply(model);
        known.add(start.key());
        open.add(start);
        int servedOnNewServer = 0;
        while (!open.isEmpty()) {
            ModelState state = open.poll();
            if (state.wrong) {
                return new Outcome(true, servedOnNewServer);
            }
            if (state.acknowledged == 0b11 && state.row.armed() > 1) {
                servedOnNewServer++;
            }
            model.steps(state, next -> {
                if (known.add(next.key())) {
                    open.add(next);
                }
            });
        }
        return new Outcome(false, servedOnNewServer);
    }
}
