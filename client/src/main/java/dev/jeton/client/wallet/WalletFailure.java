package dev.jeton.client.wallet;

import java.io.IOException;

/** The wallet cannot do what it was asked for. Messages say what to do, and name files but never what is in them. */
public final class WalletFailure extends Exception {
    private static final long serialVersionUID = 1L;

    /** What is wrong. */
    public enum Reason {
        /** No token is left for this scope: ask the issuer for more. */
        NO_TOKEN,
        /** Something in the wallet is not what was put there; it was set aside, nothing else was touched. */
        DAMAGED,
        /** The wallet's key is missing, is not its own, or could be read by others. */
        KEY,
        /** The disk or its permissions. */
        STORAGE
    }

    private final Reason reason;

    public WalletFailure(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    WalletFailure(IOException cause) {
        // Many of these have a path for their message, and say what is wrong with it in their name only.
        super(
                "the wallet cannot be read or written: " + cause.getClass().getSimpleName() + ": " + cause.getMessage(),
                cause);
        this.reason = Reason.STORAGE;
    }

    public Reason reason() {
        return reason;
    }
}
