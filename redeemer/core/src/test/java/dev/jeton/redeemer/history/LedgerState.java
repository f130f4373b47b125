package dev.jeton.redeemer.history;

import java.util.Optional;

/**
 * What a ledger that does one thing after the other knows of one token: this is what all the machinery has to look like.
 *
 * @param question that it was accepted for; {@value #FRESH} as long as it was not
 * @param replays how often that question was answered again
 */
record LedgerState(int question, int replays) {
    static final int FRESH = -1;
    static final int MAX_REPLAYS = 3;

    static LedgerState fresh() {
        return new LedgerState(FRESH, 0);
    }

    /** What it answers to {@code asked}. */
    Outcome answer(int asked) {
        if (question == FRESH) {
            return Outcome.ACCEPTED;
        }
        return asked == question && replays < MAX_REPLAYS ? Outcome.REPLAYED : Outcome.SPENT;
    }

    /** What it knows after {@code asked}. */
    LedgerState after(int asked) {
        return switch (answer(asked)) {
            case ACCEPTED -> new LedgerState(asked, 0);
            case REPLAYED -> new LedgerState(question, replays + 1);
            default -> this;
        };
    }

    /** What it knows after it has answered {@code outcome}; empty if that would not have been its answer. */
    Optional<LedgerState> after(int asked, Outcome outcome) {
        return answer(asked) == outcome ? Optional.of(after(asked)) : Optional.empty();
    }
}
