package dev.jeton.client.cli;

/** What somebody typed, or a file that he named, is not what the command needs. Messages name it, not what is in it. */
final class BadInput extends Exception {
    private static final long serialVersionUID = 1L;

    private final ExitCode exit;

    private BadInput(ExitCode exit, String message) {
        super(message);
        this.exit = exit;
    }

    static BadInput typed(String message) {
        return new BadInput(ExitCode.USAGE, message);
    }

    static BadInput file(String message) {
        return new BadInput(ExitCode.FILE, message);
    }

    ExitCode exit() {
        return exit;
    }
}
