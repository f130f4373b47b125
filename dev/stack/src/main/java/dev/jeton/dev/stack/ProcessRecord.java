package dev.jeton.dev.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The file in a run's directory that lists the processes started for it, one line each, in the order of their start. */
record ProcessRecord(Path file) {
    private static final Pattern LINE = Pattern.compile("(\\d{1,18}) (\\d{1,18}) (TERM|INT|QUIT|KILL)");

    /** @param signal what ends the process when its launcher is gone */
    record Entry(ProcessIdentity process, Signal signal) {}

    static ProcessRecord in(Path runDirectory) {
        return new ProcessRecord(runDirectory.resolve("processes"));
    }

    void create() throws IOException {
        Files.createFile(file, FileTree.OWNER_ONLY_FILE);
    }

    void append(Entry entry) throws IOException {
        ProcessIdentity process = entry.process();
        Files.writeString(
                file,
                process.pid() + " " + process.startTicks() + " " + entry.signal() + "\n",
                StandardOpenOption.APPEND);
    }

    /** What is written there. A line cut short belongs to a process that was never let go: {@link ChildProcess}. */
    List<Entry> entries() throws IOException {
        try {
            return Files.readAllLines(file).stream()
                    .flatMap(line -> entry(line).stream())
                    .toList();
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    private static Optional<Entry> entry(String line) {
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        ProcessIdentity process =
                new ProcessIdentity(Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2)));
        return Optional.of(new Entry(process, Signal.valueOf(matcher.group(3))));
    }
}
