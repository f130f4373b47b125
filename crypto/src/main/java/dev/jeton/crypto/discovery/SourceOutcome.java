package dev.jeton.crypto.discovery;

import java.util.Locale;
import java.util.Optional;

/** Whether a discovery provider contributed to an answer. */
public enum SourceOutcome {
    /** It did; it may have known nothing. */
    ANSWERED,
    /** It did not accept the token or the question. */
    REFUSED,
    /** It did not answer in time. */
    TIMED_OUT;

    /** Its name on the wire: {@code timed-out}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<SourceOutcome> ofWireName(String name) {
        for (SourceOutcome outcome : values()) {
            if (outcome.wireName().equals(name)) {
                return Optional.of(outcome);
            }
        }
        return Optional.empty();
    }
}
