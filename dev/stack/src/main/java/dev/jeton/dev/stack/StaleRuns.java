package dev.jeton.dev.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/** Runs whose launcher was killed before it could clean up. */
final class StaleRuns {
    private static final Duration GRACE = Duration.ofSeconds(5);

    private StaleRuns() {}

    /**
     * Ends the processes of stale runs, last started first, and deletes their directories. A process is touched only if
     * number and start time are those on record. Two JVMs may do this at the same time.
     *
     * @return the names of the runs that were removed
     */
    static List<String> remove(Path base) {
        List<String> removed = new ArrayList<>();
        try (Stream<Path> runs = Files.list(base)) {
            for (Path run : (Iterable<Path>) runs::iterator) {
                String fileName = run.getFileName().toString();
                if (RunName.parse(fileName).filter(RunName::isStale).isPresent()) {
                    remove(run, RunName.parse(fileName).orElseThrow());
                    removed.add(fileName);
                }
            }
        } catch (NoSuchFileException e) {
            return removed; // The last run took the base with it.
        } catch (IOException | UncheckedIOException e) {
            throw new StackFailure("cannot clean up what an earlier run left in " + base, e);
        }
        return removed;
    }

    private static void remove(Path run, RunName name) throws IOException {
        if (name.sharesOurProcesses()) {
            List<ProcessRecord.Entry> entries =
                    new ArrayList<>(ProcessRecord.in(run).entries());
            Collections.reverse(entries);
            for (ProcessRecord.Entry entry : entries) {
                Termination.end(entry.process(), entry.signal(), GRACE);
            }
        }
        FileTree.delete(run);
    }
}
