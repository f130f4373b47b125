package dev.jeton.service.document;

/** An operator's document that cannot be used; the message names file and field. */
public final class InvalidDocument extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public InvalidDocument(String file, String problem) {
        super(file + ": " + problem);
    }
}
