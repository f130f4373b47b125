package dev.jeton.redeemer.history;

import java.util.Optional;

/**
 * What a ledger that does one thing after the other knows of one token: this is what all the machinery has to look like.
 *
 * @param question that it was accepted for; {@value #FRESH} as long as it was not
 * @param replays how often that question will be answered again
 */
record LedgerState(int question, int replays) {
    static final int FRESH = -1;
    static final int REPLAYS = 3;

    /** Of a token that nobody has asked with. */
    static LedgerState fresh() {
        return fresh(REPLAYS);
    }

    static LedgerState fresh(int replays) {
        return new LedgerState(FRESH, replays);
    }

    /** What it answers to {@code asked}. */
    Outcome answer(int asked) {
        if (question == FRESH) {
            return Outcome.ACCEPTED;
        }
        return asked == question && replays > 0 ? Outcome.REPLAYED : Outcome.SPENT;
    }

    /** What it knows after {@code asked}. */
    LedgerState after(int asked) {
        return switch (answer(asked)) {
            case ACCEPTED -> new LedgerState(asked, replays);
            case REPLAYED -> new LedgerState(question, replays - 1);
            default -> this;
        };
    }

    /** What it knows after it has answered {@code outcome}; empty if that would not have been its answer. */
    Optional<LedgerState> after(int asked, Outcome outcome) {
        return answer(asked) == outcome ? Optional.of(after(asked)) : Optional.empty();
    }
}
