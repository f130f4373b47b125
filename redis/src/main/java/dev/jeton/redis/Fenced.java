package dev.jeton.redis;

/**
 * The data may have forgotten something, and so were neither asked nor changed.
 *
 * <p>Fail closed. Calling again is safe, and of use after the fence has been armed again. Without a stack trace: an outage
 * brings one of these per request.
 */
public final class Fenced extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final FenceReason reason;

    Fenced(Arena arena, FenceReason reason) {
        super(arena.name() + " is fenced: " + reason, null, false, false);
        this.reason = reason;
    }

    public FenceReason reason() {
        return reason;
    }
}
