package dev.jeton.redeemer.history;

import static dev.jeton.redeemer.history.Outcome.ACCEPTED;
import static dev.jeton.redeemer.history.Outcome.FENCED;
import static dev.jeton.redeemer.history.Outcome.REPLAYED;
import static dev.jeton.redeemer.history.Outcome.SPENT;
import static dev.jeton.redeemer.history.Outcome.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CheckerTest {
    private static final int A = 0;
    private static final int B = 1;

    private final List<Attempt> history = new ArrayList<>();

    @Test
    void oneAfterTheOther_asALedgerAnswers_isExplained() {
        at(0, 1, A, ACCEPTED).at(2, 3, B, SPENT).at(4, 5, A, REPLAYED).at(6, 7, A, REPLAYED);
        at(8, 9, A, REPLAYED).at(10, 11, A, SPENT).isExplained();
    }

    @Test
    void acceptedTwice_isFound() {
        at(0, 1, A, ACCEPTED).at(2, 3, A, ACCEPTED).isFound("accepted 2 times");
    }

    @Test
    void acceptedTwiceAtOnce_isFound() {
        at(0, 9, A, ACCEPTED).at(0, 9, B, ACCEPTED).isFound("accepted 2 times");
    }

    @Test
    void goodForTwoQuestions_isFound() {
        at(0, 1, A, ACCEPTED).at(2, 3, B, REPLAYED).isFound("good for 2 questions");
    }

    @Test
    void fourthReplay_isFound() {
        at(0, 1, A, ACCEPTED).at(2, 3, A, REPLAYED).at(4, 5, A, REPLAYED).at(6, 7, A, REPLAYED);
        at(8, 9, A, REPLAYED).isFound("replayed 4 times");
    }

    @Test
    void replayOfWhatNobodyAsked_isFound() {
        at(0, 1, A, REPLAYED).isFound("no order explains the answers");
    }

    @Test
    void spentForNoReason_isFound() {
        at(0, 1, A, SPENT).isFound("no order explains the answers");
        history.clear();
        at(0, 1, A, ACCEPTED).at(2, 3, A, SPENT).isFound("no order explains the answers");
    }

    @Test
    void acceptedAfterItWasSpent_isFound() {
        at(0, 1, A, SPENT).at(2, 3, B, ACCEPTED).isFound("no order explains the answers");
    }

    @Test
    void answersThatCross_areExplained() {
        at(0, 9, A, SPENT).at(1, 8, B, ACCEPTED).isExplained();
    }

    @Test
    void attemptWithoutAnswer_explainsAReplayOfItsQuestion_andOfNoOther() {
        at(0, 1, A, UNKNOWN).at(2, 3, A, REPLAYED).at(4, 5, B, SPENT).isExplained();
        history.clear();
        at(0, 1, A, UNKNOWN).at(2, 3, B, REPLAYED).isFound("no order explains the answers");
    }

    @Test
    void attemptWithoutAnswer_mayNeverBeApplied_orLate() {
        at(0, 1, A, UNKNOWN).at(2, 3, B, ACCEPTED).isExplained();
        history.clear();
        at(0, 1, A, UNKNOWN).at(2, 3, B, UNKNOWN).at(4, 5, B, REPLAYED).isExplained();
    }

    @Test
    void attemptWithoutAnswer_countsAsOneReplayAtMost() {
        at(0, 1, A, ACCEPTED).at(2, 3, A, UNKNOWN).at(4, 5, A, REPLAYED).at(6, 7, A, REPLAYED);
        at(8, 9, A, SPENT).isExplained();
        at(2, 3, B, UNKNOWN).isExplained();
        history.clear();
        at(0, 1, A, ACCEPTED).at(2, 3, A, UNKNOWN).at(4, 5, A, REPLAYED).at(6, 7, A, SPENT);
        isFound("no order explains the answers");
    }

    @Test
    void attemptWithoutAnswer_doesNotExplainWhatEndedBeforeItBegan() {
        at(0, 1, A, REPLAYED).at(2, 3, A, UNKNOWN).isFound("no order explains the answers");
    }

    @Test
    void fencedAttempt_explainsNothing() {
        at(0, 1, A, FENCED).at(2, 3, B, ACCEPTED).isExplained();
        history.clear();
        at(0, 1, A, FENCED).at(2, 3, A, REPLAYED).isFound("no order explains the answers");
    }

    /** The checker's own check: histories that a ledger made, and the same with one answer changed. */
    @Test
    void historiesOfALedger_areExplained_andWithOneMoreAcceptanceTheyAreNot() {
        Random random = new Random(7);
        for (int round = 0; round < 2_000; round++) {
            history.clear();
            LedgerState state = LedgerState.fresh();
            long time = 0;
            for (int i = 0; i < 12; i++) {
                int question = random.nextInt(2);
                boolean applied = random.nextInt(4) > 0;
                boolean answered = applied && random.nextInt(4) > 0;
                Outcome outcome = answered ? state.answer(question) : UNKNOWN;
                state = applied ? state.after(question) : state;
                at(time - random.nextInt(30), time + random.nextInt(30), question, outcome);
                time += 10;
            }
            isExplained();
            if (history.stream().anyMatch(attempt -> attempt.outcome().isAnswer())) {
                at(time + 30, time + 31, A, ACCEPTED);
                assertThat(Checker.violations(history)).as("round %d", round).hasSize(1);
            }
        }
    }

    private CheckerTest at(long invoked, long completed, int question, Outcome outcome) {
        history.add(new Attempt(new Token(1, 0), question, 1, invoked, completed, outcome));
        return this;
    }

    private void isExplained() {
        assertThat(Checker.violations(history)).isEmpty();
    }

    private void isFound(String what) {
        assertThat(Checker.violations(history))
                .singleElement()
                .extracting(Violation::what)
                .isEqualTo(what);
    }
}
