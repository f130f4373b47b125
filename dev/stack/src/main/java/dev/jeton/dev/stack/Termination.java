package dev.jeton.dev.stack;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/** Ends a process and everything it started. */
final class Termination {
    private static final Duration ORPHANS = Duration.ofSeconds(1);
    private static final Duration KILLED = Duration.ofSeconds(10);

    private Termination() {}

    /** Sends {@code signal}, waits for at most {@code grace}, then kills what is left; returns when all of it is gone. */
    static void end(ProcessIdentity process, Signal signal, Duration grace) {
        // Looked up first: the children of a dead process can no longer be told from anybody else's.
        Set<ProcessIdentity> family = new HashSet<>(process.descendants());
        signal.sendTo(process);
        Signal.CONT.sendTo(process); // Or one that stands still would not hear it.
        if (!Pause.until(() -> !process.isAlive(), grace)) {
            family.addAll(process.descendants());
            kill(process);
        }
        if (!Pause.until(() -> family.stream().noneMatch(ProcessIdentity::isAlive), ORPHANS)) {
            family.forEach(Termination::kill);
        }
    }

    private static void kill(ProcessIdentity process) {
        Signal.KILL.sendTo(process);
        if (!Pause.until(() -> !process.isAlive(), KILLED)) {
            throw new StackFailure("process " + process.pid() + " survives SIGKILL");
        }
    }
}
