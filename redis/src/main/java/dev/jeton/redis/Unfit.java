package dev.jeton.redis;

/** The server must not hold what the fence guards; nothing was sent. */
final class Unfit extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final FenceReason reason;

    Unfit(FenceReason reason) {
        super(reason.label(), null, false, false);
        this.reason = reason;
    }

    FenceReason reason() {
        return reason;
    }
}
