package dev.jeton.issuer.document;

import static java.util.Objects.requireNonNull;

import dev.jeton.crypto.wire.MalformedMessage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * The documents of one kind, each about one provider, as they are in force: read at start, and again whenever their
 * directory changes. Reading is safe for concurrent use and never waits; {@link #look} does I/O.
 *
 * <p>Each file stands for itself. One that is not valid is refused with its field named, and what the same file said
 * last stays in force; so one operator's slip neither stops another provider nor this one. A file that is gone is no
 * longer in force. What was in force last is known to this process alone: after a restart a refused file says nothing.
 */
public final class WatchedDocuments<K, T> {
    private static final Logger LOG = Logger.getLogger("jeton.issuer");

    private final Path directory;
    private final String kind;
    private final Function<Document, T> reader;
    private final Function<T, K> subject;

    private volatile State<K, T> state = new State<>(Optional.empty(), Map.of(), Map.of());

    /**
     * One file, and what became of it.
     *
     * @param name of the file, without its directory
     * @param inForce what counts: this file's contents, or what it said before; empty if it never was valid
     * @param problem why its present contents were refused; empty if they are in force
     */
    public record Loaded<T>(String name, Optional<T> inForce, Optional<String> problem) {}

    private record State<K, T>(Optional<DirectorySnapshot> seen, Map<String, Loaded<T>> files, Map<K, T> inForce) {}

    /**
     * @param kind of the documents; a file of another kind is refused
     * @param reader makes of a document what it says, or throws {@link MalformedMessage} or {@link InvalidDocument}
     * @param subject the provider that a document is about: two about one are one too many
     */
    public WatchedDocuments(Path directory, String kind, Function<Document, T> reader, Function<T, K> subject) {
        this.directory = directory;
        this.kind = kind;
        this.reader = reader;
        this.subject = subject;
    }

    public Optional<T> about(K provider) {
        return Optional.ofNullable(state.inForce().get(provider));
    }

    /** Every file of the directory by name, refused ones among them. */
    public List<Loaded<T>> files() {
        return List.copyOf(state.files().values());
    }

    public String kind() {
        return kind;
    }

    /**
     * Reads the directory if it has changed since the last look. Blocks for as long as that takes.
     *
     * @throws InvalidDocument if the directory itself cannot be read; all that was in force stays so
     */
    public synchronized void look() {
        DirectorySnapshot now = DirectorySnapshot.of(directory);
        if (state.seen().filter(now::equals).isPresent()) {
            return;
        }
        State<K, T> before = state;
        Map<String, Loaded<T>> files = new TreeMap<>();
        Map<K, String> owners = new HashMap<>();
        Map<K, T> inForce = new HashMap<>();
        for (Path file : inOrder(Documents.files(directory), before)) {
            String name = file.getFileName().toString();
            Loaded<T> loaded = read(file, Optional.ofNullable(before.files().get(name)), owners);
            files.put(name, loaded);
            loaded.inForce().ifPresent(value -> {
                owners.put(subject.apply(value), name);
                inForce.put(subject.apply(value), value);
            });
        }
        state = new State<>(Optional.of(now), files, Map.copyOf(inForce));
        tell(before.files(), files);
    }

    /** Files that are in force come first: a newcomer about the same provider does not push them out. */
    private List<Path> inOrder(List<Path> files, State<K, T> before) {
        List<Path> ordered = new ArrayList<>();
        List<Path> others = new ArrayList<>();
        for (Path file : files) {
            Loaded<T> known = before.files().get(file.getFileName().toString());
            (known != null && known.inForce().isPresent() ? ordered : others).add(file);
        }
        ordered.addAll(others);
        return ordered;
    }

    private Loaded<T> read(Path file, Optional<Loaded<T>> last, Map<K, String> owners) {
        String name = file.getFileName().toString();
        Optional<T> lastGood = last.flatMap(Loaded::inForce).filter(value -> !owners.containsKey(subject.apply(value)));
        try {
            T value = reader.apply(Documents.read(file, kind));
            String owner = owners.get(subject.apply(value));
            return owner == null
                    ? new Loaded<>(name, Optional.of(value), Optional.empty())
                    : new Loaded<>(name, lastGood, Optional.of("spec.msp: " + owner + " is about this provider"));
        } catch (MalformedMessage | InvalidDocument e) {
            return new Loaded<>(name, lastGood, Optional.of(requireNonNull(e.getMessage())));
        } catch (IOException e) {
            return new Loaded<>(name, lastGood, Optional.of("cannot be read: " + e.getMessage()));
        }
    }

    /** Says what changed, once for each change. */
    private void tell(Map<String, Loaded<T>> before, Map<String, Loaded<T>> now) {
        now.forEach((name, loaded) -> loaded.problem()
                .filter(problem -> !Optional.ofNullable(before.get(name))
                        .flatMap(Loaded::problem)
                        .equals(Optional.of(problem)))
                .ifPresent(problem -> LOG.warnf(
                        "event=document-refused kind=%s file=%s last-good=%s problem=\"%s\"",
                        kind, name, loaded.inForce().isPresent() ? "in-force" : "none", problem)));
        long refused = now.values().stream()
                .filter(loaded -> loaded.problem().isPresent())
                .count();
        LOG.infof("event=documents-read kind=%s count=%d refused=%d", kind, now.size(), refused);
    }
}
