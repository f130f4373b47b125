package dev.jeton.crypto.wire;

/** Others' words, made fit to stand between double quotes in one line of a log. */
public final class PrintableLine {
    private PrintableLine() {}

    /** {@code text} with a question mark for each character that is not printable ASCII, and without double quotes. */
    public static String of(String text) {
        return text.replace('"', '\'').replaceAll("[^ -~]", "?");
    }
}
