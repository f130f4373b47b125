package dev.jeton.issuer.quota;

/** What was decided about a batch, and where that leaves its sender. */
public record Decision(Outcome outcome, Standing standing) {
    /** In the order of the script's numbers. */
    public enum Outcome {
        /** Paid now: answer it. */
        CHARGED,
        /** Paid before: answer it again. */
        REPEATED,
        /** Paid before, and answered as often as it may be. */
        ANSWERED,
        /** The sender has not that many left. */
        SENDER_OVER,
        /** The provider has not that many left. */
        MSP_OVER,
        /** The tier has no room for another sender. */
        SENDERS_OVER
    }

    public boolean isGranted() {
        return outcome == Outcome.CHARGED || outcome == Outcome.REPEATED;
    }
}
