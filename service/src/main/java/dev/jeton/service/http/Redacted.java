package dev.jeton.service.http;

/**
 * An exception's classes and stack traces, down to its root cause, without the messages: parsers and drivers like to
 * quote what they choke on.
 */
public final class Redacted extends Exception {
    private static final long serialVersionUID = 1L;
    private static final int MAX_CAUSES = 8;

    private Redacted(Throwable original) {
        super(original.getClass().getName());
        setStackTrace(original.getStackTrace());
    }

    public static Redacted of(Throwable original) {
        Redacted first = new Redacted(original);
        Redacted last = first;
        Throwable cause = original.getCause();
        for (int i = 0; i < MAX_CAUSES && cause != null; i++) {
            Redacted next = new Redacted(cause);
            last.initCause(next);
            last = next;
            cause = cause.getCause();
        }
        return first;
    }
}
