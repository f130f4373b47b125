package dev.jeton.crypto.keyfiles;

import dev.jeton.crypto.secret.SealingKey;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;
import dev.jeton.crypto.wire.PrintableLine;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A directory of key files of one kind: every {@code .json} in it, but for hidden ones, of which a mounted Secret has some.
 * Whoever reads the same files gets the same keys from them, in the same order. Safe for concurrent use.
 */
public final class KeyFiles<K> {
    public static final int MAX_FILES = 1000;

    private final Path directory;
    private final SealingKey sealingKey;
    private final Kind<K> kind;

    /** What was opened before, by its exact bytes: a key may cost a millisecond. Guarded by this. */
    private Map<Bytes, K> opened = Map.of();

    public KeyFiles(Path directory, SealingKey sealingKey, Kind<K> kind) {
        this.directory = directory;
        this.sealingKey = sealingKey;
        this.kind = kind;
    }

    /** What the files of one kind are. */
    public interface Kind<K> {
        /** The most that a file may have. */
        int maxBytes();

        /** The key in {@code content}, of up to one byte more; {@link MalformedMessage}, naming the member, if there is none. */
        K read(SealingKey sealingKey, Bytes content);

        /** The content that {@link #read} reads with the same sealing key. */
        Bytes write(SealingKey sealingKey, K key);

        /** What the file of {@code key} is called. */
        String fileName(K key);

        /** Which of two keys comes first; of equal ones the one whose file's name does. */
        Comparator<K> order();

        /** Why {@code later} cannot be used beside {@code key}, which comes first. */
        Optional<String> conflict(K key, K later);
    }

    /**
     * What the files say at one moment.
     *
     * @param keys in their order, and none that cannot be used beside another
     * @param refused files that cannot be used
     */
    public record Contents<K>(List<K> keys, List<Refused> refused) {
        public Contents {
            keys = List.copyOf(keys);
            refused = List.copyOf(refused);
        }
    }

    /**
     * A file that cannot be used, by its name in the directory, and why: the field and what is wrong with it. Both in one line
     * of printable ASCII without quotation marks, whatever the file is called and holds: they are made to be logged.
     */
    public record Refused(String file, String problem) {
        public Refused {
            file = PrintableLine.of(file);
            problem = PrintableLine.of(problem);
        }
    }

    private record Opened<K>(String name, K key) {}

    /** Reads the files. Fails if the directory cannot be listed, or holds more than {@value #MAX_FILES} of them. */
    public synchronized Contents<K> read() throws IOException {
        Map<Bytes, K> stillThere = new HashMap<>();
        List<Opened<K>> files = new ArrayList<>();
        List<Refused> refused = new ArrayList<>();
        for (Path file : files()) {
            String name = file.getFileName().toString();
            try {
                Bytes content = content(file);
                K known = opened.get(content);
                K key = known == null ? kind.read(sealingKey, content) : known;
                stillThere.put(content, key);
                files.add(new Opened<>(name, key));
            } catch (MalformedMessage e) {
                refused.add(new Refused(name, String.valueOf(e.getMessage())));
            } catch (IOException e) {
                refused.add(new Refused(name, "cannot be read"));
            }
        }
        opened = Map.copyOf(stillThere);
        files.sort(Comparator.comparing((Opened<K> file) -> file.key(), kind.order())
                .thenComparing(Opened::name));
        List<K> keys = new ArrayList<>();
        for (Opened<K> file : files) {
            Optional<String> conflict = keys.stream()
                    .flatMap(key -> kind.conflict(key, file.key()).stream())
                    .findFirst();
            conflict.ifPresentOrElse(
                    problem -> refused.add(new Refused(file.name(), problem)), () -> keys.add(file.key()));
        }
        return new Contents<>(keys, refused);
    }

    /**
     * Writes {@code key} into a new file that its owner alone may read, and returns its name.
     *
     * @throws FileAlreadyExistsException if there is a file of that name: none is ever overwritten
     * @throws IOException if the file cannot be written; none is left then
     */
    public String write(K key) throws IOException {
        String name = kind.fileName(key);
        Path file = directory.resolve(name);
        Set<StandardOpenOption> options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        // The permissions come with the file's creation: set later, they would come too late.
        try (FileChannel out = FileChannel.open(file, options, ownerOnly())) {
            ByteBuffer content = ByteBuffer.wrap(kind.write(sealingKey, key).toArray());
            while (content.hasRemaining()) {
                out.write(content);
            }
            out.force(true);
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (IOException e) {
            Files.deleteIfExists(file);
            throw e;
        }
        return name;
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            List<Path> files = entries.filter(
                            file -> file.getFileName().toString().matches("[^.].*\\.json"))
                    .limit(MAX_FILES + 1)
                    .sorted()
                    .toList();
            if (files.size() > MAX_FILES) {
                throw new IOException(directory + ": more than " + MAX_FILES + " key files");
            }
            return files;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private Bytes content(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException("no file");
        }
        try (InputStream in = Files.newInputStream(file)) {
            // One byte more, so that the reader refuses what is too long.
            return Bytes.of(in.readNBytes(kind.maxBytes() + 1));
        }
    }

    private FileAttribute<?>[] ownerOnly() {
        return directory.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
