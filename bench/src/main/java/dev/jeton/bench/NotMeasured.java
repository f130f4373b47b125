package dev.jeton.bench;

/** Something that a figure needs could not be run: the only reason for which a bench fails. */
public final class NotMeasured extends RuntimeException {
    private static final long serialVersionUID = 1;

    public NotMeasured(String message) {
        super(message);
    }

    public NotMeasured(String message, Throwable cause) {
        super(message, cause);
    }
}
