package dev.jeton.service.keys;

import dev.jeton.crypto.wire.PrintableLine;

/** Somebody's keys could not be had; the message says why, in one line of printable ASCII. */
public final class KeysNotFetched extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int MAX_CHARS = 200;

    public KeysNotFetched(String problem) {
        super(bounded(problem), null, false, false);
    }

    /** Words of a server, or of a library about it, go to the log between quotes. */
    private static String bounded(String problem) {
        String line = PrintableLine.of(problem);
        return line.substring(0, Math.min(line.length(), MAX_CHARS));
    }
}
