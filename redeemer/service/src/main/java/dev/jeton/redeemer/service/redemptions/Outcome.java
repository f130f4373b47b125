package dev.jeton.redeemer.service.redemptions;

import dev.jeton.redeemer.redeem.Redemption;
import java.util.Locale;

/** What an element is answered: the name of a {@link Redemption} in lower case with hyphens, or one of those here. */
record Outcome(String name) {
    /** No token, or no context: nothing has been spent. */
    static final Outcome MALFORMED = new Outcome("malformed");
    /** It may have been spent or not: the same again is safe. */
    static final Outcome LEDGER_UNAVAILABLE = new Outcome("ledger-unavailable");

    static final Outcome ACCEPTED = of(Redemption.ACCEPTED);

    static Outcome of(Redemption redemption) {
        return new Outcome(redemption.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }
}
