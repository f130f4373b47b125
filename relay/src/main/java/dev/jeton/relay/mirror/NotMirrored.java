package dev.jeton.relay.mirror;

/** A target answered with something that is not mirrored. Its message is a word for the log. */
final class NotMirrored extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotMirrored(String reason) {
        super(reason, null, false, false);
    }
}
