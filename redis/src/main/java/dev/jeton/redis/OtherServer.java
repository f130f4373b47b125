package dev.jeton.redis;

/** The connection leads to another server than the one meant; nothing was sent. */
final class OtherServer extends RuntimeException {
    private static final long serialVersionUID = 1L;

    OtherServer() {
        super("another server", null, false, false);
    }
}
