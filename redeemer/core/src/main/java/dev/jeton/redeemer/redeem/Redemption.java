package dev.jeton.redeemer.redeem;

/** What came of one attempt to redeem a token. Only the first two pay for an answer. */
public enum Redemption {
    /** The token was good and fresh, and is spent now. */
    ACCEPTED(true),
    /** The token has been spent on this very question a moment ago: answer it again. */
    REPLAYED(true),
    /** The token has been spent. */
    SPENT(false),
    /** The key has not signed the token. */
    INVALID(false),
    /** The key is past its {@code not-after}. */
    EXPIRED(false),
    /** No accepted issuer has that key, or it is not valid yet. */
    UNKNOWN_KEY(false),
    /** The token was made for another discovery provider, issuer or generation. */
    WRONG_CHALLENGE(false),
    /** The token is good, but the sender has not signed this question. Nothing has been spent. */
    PROOF_INVALID(false),
    /** The key is not known, and its issuer cannot be asked: the token may be good later. */
    KEYS_UNAVAILABLE(false),
    /** The ledger may have forgotten such tokens, or is not ready for them: nothing has been spent, try again later. */
    FENCED(false),
    /** Too many tokens wait to be verified. Nothing has been spent: the same call is safe to make again. */
    SATURATED(false);

    private final boolean paid;

    Redemption(boolean paid) {
        this.paid = paid;
    }

    /** Whether the question may be answered. */
    public boolean paid() {
        return paid;
    }
}
