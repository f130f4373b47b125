package dev.jeton.redis;

/**
 * What a process does next about an arena, as {@link FenceRules} decide it.
 *
 * @param kind what it does
 * @param reason with {@code WAIT}: why it is not served; with {@code END} and {@code FENCE}: why it is not served any more
 */
record FenceMove(Kind kind, FenceReason reason) {
    enum Kind {
        /** Goes on serving. */
        SERVE,
        /** Does nothing, and does not serve. */
        WAIT,
        /** Ends its own duty. */
        END,
        /** Ends its own duty, and the arming for everybody. */
        FENCE,
        /** Becomes a member of the arming, and serves it. */
        JOIN,
        /** Closes a membership that it does not use: the answer to its joining was lost. */
        DISOWN,
        /** Tries to arm for the first time. */
        CREATE,
        /** Tries to arm again in place, which cuts off members that are lost. */
        BUMP,
        /** Tries to arm again where the data are whole. */
        REARM
    }

    static FenceMove of(Kind kind) {
        return new FenceMove(kind, FenceReason.NOT_ARMED);
    }

    static FenceMove wait(FenceReason reason) {
        return new FenceMove(Kind.WAIT, reason);
    }
}
