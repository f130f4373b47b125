package dev.jeton.client.cli;

import dev.jeton.crypto.json.JsonWriter;
import dev.jeton.crypto.keyfiles.KeyFiles;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * Key files for periods that follow each other: a file that is missing is written, one that exists stays as it is, so the same
 * command adds what time has used up.
 */
final class KeyFilesCreated {
    private final List<String> written = new ArrayList<>();
    private final List<String> kept = new ArrayList<>();

    private KeyFilesCreated() {}

    /** What the keys are of. */
    interface Kind {
        /**
         * Makes the key of the period that begins at {@code notBefore}, and returns the name of its file.
         *
         * @throws FileAlreadyExistsException if there is one
         */
        String write(Instant notBefore) throws IOException;

        String fileName(Instant notBefore);

        /** The files in the directory that cannot be used. */
        List<KeyFiles.Refused> refused() throws IOException;
    }

    /**
     * Writes what is missing for the period that runs at {@code now} and for those after it.
     *
     * @param each how long a period is, in whole seconds; the first one began in 1970
     * @param count of periods, at least 1
     */
    static Report create(Path directory, Duration each, int count, Instant now, Kind kind) throws IOException {
        KeyFilesCreated files = new KeyFilesCreated();
        long current = now.getEpochSecond() / each.toSeconds();
        for (long period = current; period < current + count; period++) {
            files.add(Instant.ofEpochSecond(period * each.toSeconds()), kind);
        }
        List<String> warnings = kind.refused().stream()
                .map(file -> file.file() + " cannot be used: " + file.problem())
                .toList();
        String line = files.written.size() + " key files written to " + directory + ", " + files.kept.size() + " kept";
        return new Report(
                List.of(line),
                warnings,
                new JsonWriter().putStrings("written", files.written).putStrings("kept", files.kept),
                ExitCode.DONE);
    }

    private void add(Instant notBefore, Kind kind) throws IOException {
        try {
            written.add(kind.write(notBefore));
        } catch (FileAlreadyExistsException e) {
            kept.add(kind.fileName(notBefore));
        }
    }

    /** Refuses a duration of {@code option} that no key can have. */
    static void requireWholeSeconds(String option, Duration value, Duration least) throws BadInput {
        if (value.compareTo(least) < 0 || !value.equals(value.truncatedTo(ChronoUnit.SECONDS))) {
            throw BadInput.typed(option + ": at least " + least + ", in whole seconds");
        }
    }
}
