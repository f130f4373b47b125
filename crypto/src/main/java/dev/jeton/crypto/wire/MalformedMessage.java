package dev.jeton.crypto.wire;

/**
 * A message from outside that is not well-formed.
 *
 * <p>Says which field is wrong and what size or form was expected, never what the field contained: the message may be
 * logged and may be shown to the sender. Thrown by every parser of this module and by nothing else.
 */
public final class MalformedMessage extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String field;

    private MalformedMessage(String field, String problem) {
        // No stack trace: junk must be cheap to refuse, and the field says where it was found.
        super(field + ": " + problem, null, false, false);
        this.field = field;
    }

    /** {@code problem} must hold nothing that came from the message itself. */
    public static MalformedMessage of(String field, String problem) {
        return new MalformedMessage(field, problem);
    }

    public static MalformedMessage size(String field, int expectedBytes, int actualBytes) {
        return of(field, "expected " + expectedBytes + " bytes, got " + actualBytes);
    }

    /** Refuses {@code value} unless it has exactly {@code expectedBytes}. */
    public static Bytes requireSize(String field, Bytes value, int expectedBytes) {
        if (value.size() != expectedBytes) {
            throw size(field, expectedBytes, value.size());
        }
        return value;
    }

    /** The field that was wrong, in the words of its specification. */
    public String field() {
        return field;
    }
}
