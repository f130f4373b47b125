package dev.jeton.service.document;

import static java.util.Objects.requireNonNull;

import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;
import dev.jeton.crypto.wire.PrintableLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * One file that a service cannot do without, as it is in force: read at start, and again whenever it changes. A change that
 * is not valid is refused with the field named, and what the file said last stays in force; so does it if the file goes.
 * Reading is safe for concurrent use and never waits; {@link #look} does I/O.
 */
public final class WatchedFile<T> implements Watched {
    private final Path file;
    private final String kind;
    private final int maxBytes;
    private final Function<Bytes, T> reader;

    private volatile State<T> state = new State<>(Optional.empty(), Optional.empty(), Optional.empty());

    private record State<T>(Optional<DirectorySnapshot.Entry> seen, Optional<T> inForce, Optional<String> problem) {}

    /**
     * A file that nobody has looked at yet.
     *
     * @param kind what it is called in the log and in metrics
     * @param maxBytes the most that it may have
     * @param reader makes of it what it says, or throws {@link MalformedMessage}
     */
    public WatchedFile(Path file, String kind, int maxBytes, Function<Bytes, T> reader) {
        this.file = file;
        this.kind = kind;
        this.maxBytes = maxBytes;
        this.reader = reader;
    }

    /** What counts; {@link IllegalStateException} before the first look. */
    public T inForce() {
        return state.inForce().orElseThrow(() -> new IllegalStateException("not read yet"));
    }

    @Override
    public String kind() {
        return kind;
    }

    @Override
    public long refused() {
        return state.problem().isPresent() ? 1 : 0;
    }

    /** As {@link Watched#look}; the first one throws {@link InvalidDocument} if the file is not valid. */
    @Override
    public synchronized void look(Logger events) {
        // Before it is read: what is written meanwhile shows at the next look.
        Optional<DirectorySnapshot.Entry> now = DirectorySnapshot.entry(file);
        State<T> before = state;
        if (now.isPresent() && now.equals(before.seen())) {
            return;
        }
        try {
            state = new State<>(now, Optional.of(read()), Optional.empty());
            events.infof("event=documents-read kind=%s count=1 refused=0", kind);
        } catch (InvalidDocument e) {
            refuse(e, now, before, events);
        }
    }

    private void refuse(
            InvalidDocument refusal, Optional<DirectorySnapshot.Entry> now, State<T> before, Logger events) {
        if (before.inForce().isEmpty()) {
            throw refusal;
        }
        String problem = PrintableLine.of(requireNonNull(refusal.getMessage()));
        state = new State<>(now, before.inForce(), Optional.of(problem));
        if (!before.problem().equals(Optional.of(problem))) {
            events.warnf("event=document-refused kind=%s last-good=in-force problem=\"%s\"", kind, problem);
        }
    }

    private T read() {
        try {
            // A pipe or a device has no size, and would be waited for or read without end.
            if (!Files.isRegularFile(file) || Files.size(file) > maxBytes) {
                throw new InvalidDocument(file.toString(), "no file of at most " + maxBytes + " bytes");
            }
            return reader.apply(Bytes.of(Files.readAllBytes(file)));
        } catch (MalformedMessage e) {
            throw new InvalidDocument(file.toString(), requireNonNull(e.getMessage()));
        } catch (IOException e) {
            throw new InvalidDocument(file.toString(), "cannot be read: " + e);
        }
    }
}
