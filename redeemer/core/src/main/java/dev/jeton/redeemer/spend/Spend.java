package dev.jeton.redeemer.spend;

/** What the ledger says to one attempt to spend a token. */
public enum Spend {
    /** The token was fresh and is recorded now. Said once per token, to whoever came first. */
    ACCEPTED,
    /** The same question again, soon enough and seldom enough: answer it again. */
    REPLAYED,
    /** The token was spent on another question, too long ago, or has been replayed as often as it may be. */
    SPENT,
    /** The ledger may have forgotten tokens of this family, or does not keep it yet, and so accepts none. */
    FENCED
}
