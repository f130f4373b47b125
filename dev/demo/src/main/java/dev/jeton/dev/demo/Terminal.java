package dev.jeton.dev.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the demo is shown: plain lines, and a little colour and movement if a person is watching. Thread-safe. */
final class Terminal {
    static final int COLUMNS = 96;

    private static final String ERASE_LINE = "\r\u001b[K";

    private final PrintStream out;
    private final boolean watched;
    private boolean passing;
    private boolean silent;

    /** How a word is shown. */
    enum Tone {
        GOOD("32"),
        BAD("31;1"),
        HEADING("1"),
        QUIET("2");

        private final String code;

        Tone(String code) {
            this.code = code;
        }
    }

    /** @param watched whether {@code out} understands control sequences */
    Terminal(PrintStream out, boolean watched) {
        this.out = out;
        this.watched = watched;
    }

    /** Standard output; watched if it is a terminal and the user has not asked for {@code NO_COLOR}. */
    static Terminal standard() {
        String noColor = System.getenv("NO_COLOR");
        return new Terminal(System.out, isTerminal() && (noColor == null || noColor.isEmpty()));
    }

    /** Standard error, as plain lines: standard output is for something else. */
    static Terminal aside() {
        return new Terminal(System.err, false);
    }

    synchronized void line(String text) {
        if (silent) {
            return;
        }
        erase();
        out.println(text);
        out.flush();
    }

    /** The last word: what comes after it is consequence and not shown. */
    synchronized void lastLine(String text) {
        line(text);
        silent = true;
    }

    void heading(String text) {
        line("");
        line(toned(Tone.HEADING, text));
    }

    /** A line that the next one replaces; nothing if nobody watches. */
    synchronized void passing(String text) {
        if (watched && !silent) {
            erase();
            out.print(text.length() < COLUMNS ? text : text.substring(0, COLUMNS - 1));
            out.flush();
            passing = true;
        }
    }

    String toned(Tone tone, String text) {
        return watched ? "\u001b[" + tone.code + "m" + text + "\u001b[0m" : text;
    }

    private void erase() {
        if (passing) {
            out.print(ERASE_LINE);
            passing = false;
        }
    }

    private static boolean isTerminal() {
        // System.console() also asks about standard input, and newer JVMs always have one.
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/1")).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException e) {
            return false;
        }
    }
}
