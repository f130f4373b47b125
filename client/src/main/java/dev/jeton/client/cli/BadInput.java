package dev.jeton.client.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

/**
 * What somebody typed, or a file that he named, is not what the command needs. Messages name it, not what is in it. {@code
 * hint} is what to do, or empty.
 */
final class BadInput extends Exception {
    private static final long serialVersionUID = 1L;

    private final ExitCode exit;
    private final String hint;

    private BadInput(ExitCode exit, String message, String hint) {
        super(message);
        this.exit = exit;
        this.hint = hint;
    }

    static BadInput typed(String message) {
        return new BadInput(ExitCode.USAGE, message, "");
    }

    static BadInput file(String message) {
        return file(message, "");
    }

    static BadInput file(String message, String hint) {
        return new BadInput(ExitCode.FILE, message, hint);
    }

    /** The same for a file that the system refuses, whose own message is no more than the file's name. */
    static BadInput file(String message, IOException e) {
        if (e instanceof NoSuchFileException missing) {
            return file(message + ": " + missing.getFile() + ": no such file or directory");
        }
        if (e instanceof AccessDeniedException denied) {
            return file(message + ": " + denied.getFile() + ": permission denied");
        }
        return file(message + ": " + e.getMessage());
    }

    ExitCode exit() {
        return exit;
    }

    String hint() {
        return hint;
    }
}
