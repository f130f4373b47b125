package dev.jeton.dev.stack;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A process of this machine, told apart from every other one that had or will have its number.
 *
 * <p>The start time is the kernel's own: clock ticks since boot ({@code proc_pid_stat(5)}, field 22).
 * {@link ProcessHandle.Info#startInstant} adds the boot time to it, which moves when the wall clock is set, so two JVMs
 * may disagree about it; the ticks never move. A zombie counts as dead: where nobody reaps, it would live forever.
 */
record ProcessIdentity(long pid, long startTicks) {
    private static final int STATE = 0;
    private static final int START_TICKS = 19;

    static ProcessIdentity ofThisJvm() {
        return of(ProcessHandle.current().pid()).orElseThrow(() -> new StackFailure("/proc is not readable"));
    }

    /** Whoever has this number now, if it lives. */
    static Optional<ProcessIdentity> of(long pid) {
        return stat(pid).map(fields -> new ProcessIdentity(pid, Long.parseLong(fields[START_TICKS])));
    }

    boolean isAlive() {
        return of(pid).equals(Optional.of(this));
    }

    /** The living children of this process, and their children. Empty when it is dead: they have lost their parent. */
    Set<ProcessIdentity> descendants() {
        if (!isAlive()) {
            return Set.of();
        }
        return ProcessHandle.of(pid).stream()
                .flatMap(ProcessHandle::descendants)
                .flatMap(handle -> of(handle.pid()).stream())
                .collect(Collectors.toSet());
    }

    private static Optional<String[]> stat(long pid) {
        try {
            String stat =
                    new String(Files.readAllBytes(Path.of("/proc/" + pid + "/stat")), StandardCharsets.ISO_8859_1);
            // The second field is the program's name in parentheses and may itself contain any of ") ".
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            boolean dead = fields[STATE].equals("Z") || fields[STATE].equals("X");
            return dead ? Optional.empty() : Optional.of(fields);
        } catch (IOException e) {
            return Optional.empty(); // It ended, perhaps between opening and reading.
        }
    }
}
