package dev.jeton.client.cli;

import dev.jeton.client.directory.ImportProgress;
import java.io.Console;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** Shows how far an import is: a bar on a terminal, else a line every ten seconds. On standard error. */
final class ImportBar {
    private static final int WIDTH = 30;
    private static final Duration BETWEEN_BARS = Duration.ofMillis(200);
    private static final Duration BETWEEN_LINES = Duration.ofSeconds(10);
    private static final double MILLIS = 1e3;

    private final CliContext context;
    private final PrintWriter err;
    private final boolean isTerminal = isTerminal();
    private Optional<ImportProgress> first = Optional.empty();
    private Instant began = Instant.EPOCH;
    private Instant shown = Instant.EPOCH;

    ImportBar(CliContext context) {
        this.context = context;
        this.err = context.err();
    }

    void show(ImportProgress progress) {
        Instant now = context.clock().instant();
        if (first.isEmpty()) {
            first = Optional.of(progress);
            began = now;
            if (progress.isComplete()) {
                err.println("all lines were answered before; --again sends them once more");
            } else if (progress.lines() > 0) {
                err.println("going on after line " + progress.lines());
            }
        }
        boolean isLast = progress.offset() == progress.fileBytes();
        if (isLast || !now.isBefore(shown.plus(isTerminal ? BETWEEN_BARS : BETWEEN_LINES))) {
            shown = now;
            String text = text(progress, Duration.between(began, now).toMillis() / MILLIS);
            if (isTerminal) {
                err.print("\r" + bar(progress) + " " + text + "\u001b[K");
                err.flush();
            } else {
                err.println(text);
            }
        }
    }

    /** Whatever comes next stands on a line of its own. */
    void end() {
        if (isTerminal && first.isPresent()) {
            err.println();
        }
    }

    private String text(ImportProgress progress, double seconds) {
        ImportProgress before = first.orElse(progress);
        double perSecond = seconds > 0 ? (progress.lines() - before.lines()) / seconds : 0;
        double bytesPerSecond = seconds > 0 ? (progress.offset() - before.offset()) / seconds : 0;
        String left = bytesPerSecond > 0
                ? ", " + left((progress.fileBytes() - progress.offset()) / bytesPerSecond) + " left"
                : "";
        return String.format(
                Locale.ROOT,
                "%3.0f %%  %,d mappings, %,d refused, %,.0f/s%s",
                100 * share(progress),
                progress.lines(),
                progress.refused(),
                perSecond,
                left);
    }

    /** Before JDK 22 there is no console without a terminal; since then the console says so. */
    @SuppressWarnings("SystemConsoleNull")
    private static boolean isTerminal() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return Boolean.TRUE.equals(Console.class.getMethod("isTerminal").invoke(console));
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }

    private static String left(double seconds) {
        long whole = Math.round(seconds);
        return whole < 120 ? whole + " s" : whole / 60 + " min";
    }

    private static String bar(ImportProgress progress) {
        int full = (int) (WIDTH * share(progress));
        return "[" + "#".repeat(full) + ".".repeat(WIDTH - full) + "]";
    }

    private static double share(ImportProgress progress) {
        return progress.fileBytes() == 0 ? 1 : (double) progress.offset() / progress.fileBytes();
    }
}
