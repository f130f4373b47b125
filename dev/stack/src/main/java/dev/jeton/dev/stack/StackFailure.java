package dev.jeton.dev.stack;

/**
 * The stack cannot do what was asked: a server did not start, a directory is not safe, a port is taken. The message is
 * meant for the developer in front of the screen and carries the end of the log where there is one.
 */
public final class StackFailure extends RuntimeException {
    StackFailure(String message) {
        super(message);
    }

    StackFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
