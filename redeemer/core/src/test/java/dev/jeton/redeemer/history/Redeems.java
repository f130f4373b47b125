package dev.jeton.redeemer.history;

import java.util.concurrent.CompletionStage;

/** One redeemer process with its own connection to Redis: what the harness needs of a ledger. */
interface Redeems {
    /** Never fails. */
    CompletionStage<Outcome> redeem(Token token, int question);

    /** What a service does each second. {@code generation} is the one that tokens are of from now on. */
    void tick(long generation);

    /** Whether it would spend a token of any shard. */
    boolean serves();

    /** Ends it without a word to anybody. */
    void kill();
}
