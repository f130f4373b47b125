package dev.jeton.dev.demo;

import dev.jeton.dev.demo.Terminal.Tone;
import dev.jeton.dev.demo.story.Step;
import java.util.List;

/** Performs steps, shows each as a line of a table, and counts what held. */
final class Performance {
    private static final String LINE = "%2d  %-8s%-51s%-29s";
    private static final int INDENT = 12;

    private final Terminal terminal;
    private int held;
    private int broken;

    Performance(Terminal terminal) {
        this.terminal = terminal;
    }

    void perform(List<Step> steps) {
        terminal.heading(" #  who     does                                               answer");
        for (Step step : steps) {
            show(step.perform());
        }
    }

    /** Counts an expectation that was shown in another way. */
    void count(boolean expectationHeld) {
        if (expectationHeld) {
            held++;
        } else {
            broken++;
        }
    }

    boolean allHeld() {
        return broken == 0;
    }

    /** {@code All 25 expectations held.} */
    String verdict() {
        return allHeld()
                ? terminal.toned(Tone.GOOD, "All " + held + " expectations held.")
                : terminal.toned(Tone.BAD, broken + " of " + (held + broken) + " expectations did not hold.");
    }

    String mark(boolean good) {
        return good ? terminal.toned(Tone.GOOD, "ok") : terminal.toned(Tone.BAD, "BROKEN");
    }

    private void show(Step.Outcome outcome) {
        count(outcome.held());
        Step step = outcome.step();
        String line = LINE.formatted(held + broken, step.who(), step.what(), outcome.answer());
        terminal.line(line + " " + mark(outcome.held()));
        if (!outcome.held()) {
            terminal.line(" ".repeat(INDENT) + "expected: " + step.expected());
        }
    }
}
