package dev.jeton.relay.upstream;

/** No whole answer came back. Without a stack trace and a message: causes may quote what was sent. */
public final class UpstreamFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Kind kind;

    /** What is known about it. */
    public enum Kind {
        /** Too many wait for a connection, or this one did too long; nothing was sent. */
        SATURATED,
        /** There is no connection; nothing was sent. */
        UNREACHABLE,
        /** Something was sent, and no whole answer came in time. */
        LATE,
        /** Something was sent, and the connection broke. */
        BROKEN,
        /** The answer is larger than it may be. */
        OVERSIZED
    }

    public UpstreamFailure(Kind kind) {
        super(kind.name(), null, false, false);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
