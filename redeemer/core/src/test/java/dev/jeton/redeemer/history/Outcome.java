package dev.jeton.redeemer.history;

/** What became of one attempt, as its caller knows it. */
enum Outcome {
    ACCEPTED,
    REPLAYED,
    SPENT,
    /** Refused, and nothing was changed. */
    FENCED,
    /** No answer: it was recorded, or will be, or never will. */
    UNKNOWN;

    boolean isAnswer() {
        return this == ACCEPTED || this == REPLAYED || this == SPENT;
    }
}
