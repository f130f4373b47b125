package dev.jeton.service.document;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * By what a change of a directory shows: names, sizes, times and identities of its files, links followed. So it shows
 * when Kubernetes swaps the link that a mounted ConfigMap hangs on, with every file's name, and often its size, as
 * before. Files that documents refer to are among them, since they lie in the same directory.
 */
record DirectorySnapshot(Map<String, Entry> files) {
    private static final int MAX_ENTRIES = 50_000;

    record Entry(long size, long modifiedNanos, Optional<String> identity) {}

    /** @throws InvalidDocument if the directory cannot be read */
    static DirectorySnapshot of(Path directory) {
        Map<String, Entry> files = new HashMap<>();
        try (Stream<Path> entries = Files.list(directory)) {
            for (Path file : (Iterable<Path>) entries.limit(MAX_ENTRIES)::iterator) {
                entry(file).ifPresent(entry -> files.put(file.getFileName().toString(), entry));
            }
        } catch (IOException | UncheckedIOException e) {
            throw new InvalidDocument(directory.toString(), "cannot be read: " + e);
        }
        return new DirectorySnapshot(files);
    }

    /** What shows of one file; empty if there is none. */
    static Optional<Entry> entry(Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return Optional.of(new Entry(
                    attributes.size(),
                    attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS),
                    Optional.ofNullable(attributes.fileKey()).map(Object::toString)));
        } catch (IOException e) {
            // Gone between listing and looking, or a link into nothing: the next look sees what became of it.
            return Optional.empty();
        }
    }
}
