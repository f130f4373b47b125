package dev.jeton.service.document;

import static java.util.Objects.requireNonNull;

import dev.jeton.crypto.wire.MalformedMessage;
import dev.jeton.crypto.wire.PrintableLine;
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
 * The documents of one kind, each about one subject (a provider, an operator), as they are in force: read at start, and
 * again whenever their directory changes. Reading is safe for concurrent use and never waits; {@link #look} does I/O.
 *
 * <p>Each file stands for itself. One that is not valid is refused with its field named, and what the same file said
 * last stays in force; so one operator's slip neither stops another provider nor this one. A subject is its file's for as
 * long as that file is about it: no other file takes it over. A file that is gone is no longer in force. What was in force last is known to this process alone: after a restart a refused file says nothing.
 */
public final class WatchedDocuments<K, T> implements Watched {
    private final Path directory;
    private final String kind;
    private final Function<Document, T> reader;
    private final Function<T, K> subject;
    private final String subjectField;

    private volatile State<K, T> state = new State<>(Optional.empty(), Map.of(), Map.of());

    /**
     * One file, and what became of it.
     *
     * @param name of the file, without its directory, in printable ASCII
     * @param inForce what counts: this file's contents, or what it said before; empty if it never was valid
     * @param problem why its present contents were refused, in one line of printable ASCII; empty if they are in force
     */
    public record Loaded<T>(String name, Optional<T> inForce, Optional<String> problem) {
        public Loaded {
            name = PrintableLine.of(name);
            problem = problem.map(PrintableLine::of);
        }
    }

    /** What a file says now: something, or why it says nothing. */
    private record Reading<T>(Optional<T> value, String problem) {}

    private record State<K, T>(Optional<DirectorySnapshot> seen, Map<String, Loaded<T>> files, Map<K, T> inForce) {}

    /**
     * @param kind of the documents; a file of another kind is refused
     * @param reader makes of a document what it says, or throws {@link MalformedMessage} or {@link InvalidDocument}
     * @param subject whom a document is about: two about one are one too many
     * @param subjectField where it says so, for messages
     */
    public WatchedDocuments(
            Path directory, String kind, Function<Document, T> reader, Function<T, K> subject, String subjectField) {
        this.directory = directory;
        this.kind = kind;
        this.reader = reader;
        this.subject = subject;
        this.subjectField = subjectField;
    }

    public Optional<T> about(K one) {
        return Optional.ofNullable(state.inForce().get(one));
    }

    /** Everything that is in force. */
    public List<T> all() {
        return List.copyOf(state.inForce().values());
    }

    /** Every file of the directory by name, refused ones among them. */
    public List<Loaded<T>> files() {
        return List.copyOf(state.files().values());
    }

    @Override
    public String kind() {
        return kind;
    }

    @Override
    public long refused() {
        return state.files().values().stream()
                .filter(file -> file.problem().isPresent())
                .count();
    }

    /**
     * Reads the directory if it has changed since the last look, and tells {@code events} what became of it. Blocks for as
     * long as that takes.
     *
     * @throws InvalidDocument if the directory itself cannot be read; all that was in force stays so
     */
    @Override
    public synchronized void look(Logger events) {
        DirectorySnapshot now = DirectorySnapshot.of(directory);
        if (state.seen().filter(now::equals).isPresent()) {
            return;
        }
        State<K, T> before = state;
        Map<String, Reading<T>> readings = new TreeMap<>();
        for (Path file : Documents.files(directory)) {
            readings.put(file.getFileName().toString(), read(file));
        }
        Map<String, Loaded<T>> files = new TreeMap<>();
        Map<K, String> owners = new HashMap<>();
        Map<K, T> inForce = new HashMap<>();
        for (String name : inOrder(readings, before)) {
            Loaded<T> loaded = loaded(name, requireNonNull(readings.get(name)), lastGood(name, before), owners);
            files.put(name, loaded);
            loaded.inForce().ifPresent(value -> {
                owners.put(subject.apply(value), name);
                inForce.put(subject.apply(value), value);
            });
        }
        state = new State<>(Optional.of(now), files, Map.copyOf(inForce));
        tell(events, before.files(), files);
    }

    private Reading<T> read(Path file) {
        try {
            return new Reading<>(Optional.of(reader.apply(Documents.read(file, kind))), "");
        } catch (MalformedMessage | InvalidDocument e) {
            return new Reading<>(Optional.empty(), requireNonNull(e.getMessage()));
        } catch (IOException | RuntimeException e) {
            // Whatever a document makes a reader stumble over, it is this file's problem alone.
            return new Reading<>(Optional.empty(), "cannot be read: " + e);
        }
    }

    /** Who has a provider keeps it: files that stay with theirs come first, then those that change over, then new ones. */
    private List<String> inOrder(Map<String, Reading<T>> readings, State<K, T> before) {
        List<String> staying = new ArrayList<>();
        List<String> changing = new ArrayList<>();
        List<String> others = new ArrayList<>();
        readings.forEach((name, reading) -> {
            Optional<K> had = lastGood(name, before).map(subject);
            boolean stays = reading.value().map(subject).or(() -> had).equals(had);
            (had.isEmpty() ? others : stays ? staying : changing).add(name);
        });
        staying.addAll(changing);
        staying.addAll(others);
        return staying;
    }

    private static <K, T> Optional<T> lastGood(String name, State<K, T> before) {
        return Optional.ofNullable(before.files().get(name)).flatMap(Loaded::inForce);
    }

    private Loaded<T> loaded(String name, Reading<T> reading, Optional<T> lastGood, Map<K, String> owners) {
        Optional<String> owner = reading.value().map(subject).map(owners::get);
        return reading.value().isPresent() && owner.isEmpty()
                ? new Loaded<>(name, reading.value(), Optional.empty())
                : new Loaded<>(
                        name,
                        lastGood.filter(value -> !owners.containsKey(subject.apply(value))),
                        Optional.of(owner.map(file -> subjectField + ": " + file + " is about the same")
                                .orElse(reading.problem())));
    }

    /** Says what changed, once for each change. */
    private void tell(Logger events, Map<String, Loaded<T>> before, Map<String, Loaded<T>> now) {
        now.forEach((name, loaded) -> loaded.problem()
                .filter(problem -> !Optional.ofNullable(before.get(name))
                        .flatMap(Loaded::problem)
                        .equals(Optional.of(problem)))
                .ifPresent(problem -> events.warnf(
                        "event=document-refused kind=%s file=%s last-good=%s problem=\"%s\"",
                        kind, loaded.name(), loaded.inForce().isPresent() ? "in-force" : "none", problem)));
        events.infof("event=documents-read kind=%s count=%d refused=%d", kind, now.size(), refused());
    }
}
