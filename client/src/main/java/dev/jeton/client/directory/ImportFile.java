package dev.jeton.client.directory;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.jeton.crypto.mapping.Mapping;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A file with one mapping in each line, read batch by batch from an offset on. */
final class ImportFile implements AutoCloseable {
    /** Below the 500 and the 1 MiB that a discovery provider takes at once. */
    static final int MAX_LINES = 250;

    private static final int MAX_BATCH_CHARS = 900_000;
    private static final int BUFFER_BYTES = 64 * 1024;

    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int position;
    private int filled;
    private long offset;
    private long line;

    /** A line; of one that is far too long for a mapping the beginning. */
    record Line(long number, String text) {}

    /**
     * Lines that are sent together.
     *
     * @param endOffset of the first byte after them
     * @param endLine how many lines end before that
     */
    record Batch(List<Line> lines, long endOffset, long endLine) {}

    /** Goes on at {@code offset}, before which {@code line} lines end. */
    ImportFile(Path file, long offset, long line) throws IOException {
        this.in = Files.newInputStream(file);
        this.offset = offset;
        this.line = line;
        in.skipNBytes(offset);
    }

    /** The next ones; empty at the end of the file. Empty lines are left out. */
    Optional<Batch> next() throws IOException {
        List<Line> lines = new ArrayList<>();
        int chars = 0;
        while (lines.size() < MAX_LINES && chars < MAX_BATCH_CHARS - Mapping.MAX_CHARS) {
            Optional<String> text = readLine();
            if (text.isEmpty()) {
                break;
            }
            String mapping = text.get().strip();
            if (!mapping.isEmpty()) {
                lines.add(new Line(line, mapping));
                chars += mapping.length();
            }
        }
        return lines.isEmpty() ? Optional.empty() : Optional.of(new Batch(lines, offset, line));
    }

    private Optional<String> readLine() throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        boolean any = false;
        while (position < filled || fill()) {
            any = true;
            int end = position;
            while (end < filled && buffer[end] != '\n') {
                end++;
            }
            int kept = Math.min(end - position, Mapping.MAX_CHARS + 1 - text.size());
            text.write(buffer, position, Math.max(0, kept));
            boolean ends = end < filled;
            int read = end - position + (ends ? 1 : 0);
            position += read;
            offset += read;
            if (ends) {
                break;
            }
        }
        if (!any) {
            return Optional.empty();
        }
        line++;
        return Optional.of(text.toString(ISO_8859_1));
    }

    private boolean fill() throws IOException {
        filled = Math.max(0, in.read(buffer));
        position = 0;
        return filled > 0;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
