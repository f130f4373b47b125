package dev.jeton.redeemer.service.it;

/** Redeemers that tests share and do not disturb. */
final class Redeemers {
    private static final RedeemerProcess FIRST = RedeemerProcess.ready("redeemer");

    private Redeemers() {}

    static RedeemerProcess first() {
        return FIRST;
    }
}
