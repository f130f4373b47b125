package dev.jeton.client.directory;

import dev.jeton.crypto.json.JsonObject;
import dev.jeton.crypto.json.JsonWriter;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How far an import has come: everything before {@code offset} was answered. It stands in a file beside the imported one,
 * which a crash leaves as it was or as it is to be.
 *
 * @param service into which directory
 * @param fileBytes the size of the imported file
 * @param modified when it was changed last, in milliseconds
 * @param lines how many lines end before {@code offset}
 * @param outcomes of the mappings in them, by what the service answered
 */
public record ImportProgress(
        String service, long fileBytes, long modified, long offset, long lines, Map<String, Tally> outcomes) {
    /** What a service calls a mapping that is stored now. */
    public static final String STORED = "stored";
    /** What it calls one that was there already, or of which a newer one was. */
    public static final String THERE = "mapping-stale";

    private static final int MAX_BYTES = 64 * 1024;
    private static final int MAX_CHARS = 300;
    private static final int MAX_OUTCOMES = 100;
    private static final String OTHER = "other";

    /**
     * How often something was answered.
     *
     * @param firstLine the first line, counted from 1, of which it was
     */
    public record Tally(long count, long firstLine) {}

    public ImportProgress {
        outcomes = Map.copyOf(outcomes);
    }

    static ImportProgress none(String service, Path file) throws IOException {
        return new ImportProgress(
                service, Files.size(file), Files.getLastModifiedTime(file).toMillis(), 0, 0, Map.of());
    }

    /** Where the progress of importing {@code file} stands. */
    public static Path fileFor(Path file) {
        return file.resolveSibling(file.getFileName() + ".progress");
    }

    /**
     * What an earlier run has left; none is the beginning.
     *
     * @throws OtherProgress if it is about another service or another state of the file
     * @throws IOException if it is no such file
     */
    static ImportProgress load(String service, Path file) throws IOException {
        ImportProgress beginning = none(service, file);
        Path kept = fileFor(file);
        if (!Files.exists(kept)) {
            return beginning;
        }
        ImportProgress progress = read(kept);
        if (!progress.isAbout(beginning)) {
            throw new OtherProgress(kept, progress.service);
        }
        return progress;
    }

    /**
     * Has the next run begin from the first line.
     *
     * @throws IOException if what stands in its place is no progress; it is left alone
     */
    static void forget(Path file) throws IOException {
        Path kept = fileFor(file);
        if (Files.exists(kept)) {
            var unused = read(kept);
            Files.delete(kept);
        }
    }

    private static ImportProgress read(Path kept) throws IOException {
        try (InputStream in = Files.newInputStream(kept)) {
            return parse(Bytes.of(in.readNBytes(MAX_BYTES + 1)));
        } catch (MalformedMessage e) {
            throw new IOException(kept + ": not the progress of an import; move it away", e);
        }
    }

    private boolean isAbout(ImportProgress beginning) {
        return service.equals(beginning.service)
                && fileBytes == beginning.fileBytes
                && modified == beginning.modified
                && offset <= fileBytes;
    }

    /** With the answers about one more batch. */
    ImportProgress with(ImportFile.Batch batch, List<String> answers) {
        Map<String, Tally> sums = new TreeMap<>(outcomes);
        for (int i = 0; i < answers.size(); i++) {
            String known = sums.containsKey(answers.get(i)) || sums.size() < MAX_OUTCOMES ? answers.get(i) : OTHER;
            Tally before =
                    sums.getOrDefault(known, new Tally(0, batch.lines().get(i).number()));
            sums.put(known, new Tally(before.count() + 1, before.firstLine()));
        }
        return new ImportProgress(service, fileBytes, modified, batch.endOffset(), batch.endLine(), sums);
    }

    /** Whether there are lines, and all were answered. */
    public boolean isComplete() {
        return lines > 0 && offset == fileBytes;
    }

    /** How many mappings were answered {@code outcome}. */
    public long count(String outcome) {
        return Optional.ofNullable(outcomes.get(outcome)).map(Tally::count).orElse(0L);
    }

    /** How many mappings were refused. */
    public long refused() {
        return outcomes.values().stream().mapToLong(Tally::count).sum() - count(STORED) - count(THERE);
    }

    void save(Path file) throws IOException {
        Path kept = fileFor(file);
        Path unfinished = kept.resolveSibling(kept.getFileName() + ".tmp");
        try (FileChannel channel = FileChannel.open(
                unfinished,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE)) {
            ByteBuffer content = ByteBuffer.wrap(encode().toArray());
            while (content.hasRemaining()) {
                channel.write(content);
            }
            channel.force(true);
        }
        Files.move(unfinished, kept, StandardCopyOption.ATOMIC_MOVE);
    }

    private Bytes encode() {
        List<JsonWriter> tallies = new ArrayList<>();
        new TreeMap<>(outcomes)
                .forEach((outcome, tally) -> tallies.add(new JsonWriter()
                        .put("outcome", outcome)
                        .put("count", tally.count())
                        .put("first-line", tally.firstLine())));
        return new JsonWriter()
                .put("service", service)
                .put("file-bytes", fileBytes)
                .put("modified", modified)
                .put("offset", offset)
                .put("lines", lines)
                .putObjects("outcomes", tallies)
                .toBytes();
    }

    private static ImportProgress parse(Bytes encoded) {
        JsonObject json = JsonObject.parse("progress", encoded, MAX_BYTES);
        Map<String, Tally> outcomes = new TreeMap<>();
        for (JsonObject tally : json.objects("outcomes", MAX_OUTCOMES + 1)) {
            outcomes.put(
                    tally.string("outcome", MAX_CHARS), new Tally(number(tally, "count"), number(tally, "first-line")));
        }
        return new ImportProgress(
                json.string("service", MAX_CHARS),
                number(json, "file-bytes"),
                number(json, "modified"),
                number(json, "offset"),
                number(json, "lines"),
                outcomes);
    }

    private static long number(JsonObject json, String member) {
        return json.integer(member, 0, Long.MAX_VALUE);
    }
}
