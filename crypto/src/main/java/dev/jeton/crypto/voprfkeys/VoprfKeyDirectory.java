package dev.jeton.crypto.voprfkeys;

import dev.jeton.crypto.secret.SealingKey;
import dev.jeton.crypto.token.TokenKeyId;
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
 * A directory of {@link VoprfEpochKey} files: every {@code .json} in it, but for hidden ones, of which a mounted Secret
 * has some. Whoever reads the same files gets the same keys from them, in the same order. Safe for concurrent use.
 */
public final class VoprfKeyDirectory {
    public static final int MAX_FILES = 1000;

    private static final Comparator<Opened> BY_EPOCH = Comparator.comparing(
                    (Opened file) -> file.key().published().notBefore())
            .thenComparing(Opened::name);

    private final Path directory;
    private final SealingKey sealingKey;

    /** What was opened before, by its exact bytes: each key costs a millisecond. Guarded by this. */
    private Map<Bytes, VoprfEpochKey> opened = Map.of();

    public VoprfKeyDirectory(Path directory, SealingKey sealingKey) {
        this.directory = directory;
        this.sealingKey = sealingKey;
    }

    /**
     * What the files say at one moment.
     *
     * @param keys by the start of their epochs; never two of one epoch, one key twice, or two that are valid at one time
     *     and have the same truncated id
     * @param refused files that cannot be used
     */
    public record Contents(List<VoprfEpochKey> keys, List<Refused> refused) {
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

    private record Opened(String name, VoprfEpochKey key) {}

    /** Reads the files. Fails if the directory cannot be listed, or holds more than {@value #MAX_FILES} of them. */
    public synchronized Contents read() throws IOException {
        Map<Bytes, VoprfEpochKey> stillThere = new HashMap<>();
        List<Opened> files = new ArrayList<>();
        List<Refused> refused = new ArrayList<>();
        for (Path file : files()) {
            String name = file.getFileName().toString();
            try {
                Bytes content = content(file);
                VoprfEpochKey known = opened.get(content);
                VoprfEpochKey key = known == null ? VoprfEpochKey.open(sealingKey, content) : known;
                stillThere.put(content, key);
                files.add(new Opened(name, key));
            } catch (MalformedMessage e) {
                refused.add(new Refused(name, String.valueOf(e.getMessage())));
            } catch (IOException e) {
                refused.add(new Refused(name, "cannot be read"));
            }
        }
        opened = Map.copyOf(stillThere);
        List<VoprfEpochKey> keys = new ArrayList<>();
        for (Opened file : files.stream().sorted(BY_EPOCH).toList()) {
            Optional<String> conflict =
                    keys.stream().flatMap(key -> conflict(key, file.key())).findFirst();
            conflict.ifPresentOrElse(
                    problem -> refused.add(new Refused(file.name(), problem)), () -> keys.add(file.key()));
        }
        return new Contents(keys, refused);
    }

    /**
     * Writes {@code key} into a new file that its owner alone may read, named after its epoch, and returns its name.
     *
     * @throws FileAlreadyExistsException if there is a file of that name: none is ever overwritten
     * @throws IOException if the file cannot be written; none is left then
     */
    public String write(VoprfEpochKey key) throws IOException {
        Path file = directory.resolve(fileName(key.published().epochId()));
        Set<StandardOpenOption> options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        // The permissions come with the file's creation: set later, they would come too late.
        try (FileChannel out = FileChannel.open(file, options, ownerOnly())) {
            ByteBuffer content = ByteBuffer.wrap(key.seal(sealingKey).toArray());
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
        return fileName(key.published().epochId());
    }

    /** The name under which {@link #write} puts the key of an epoch. */
    public static String fileName(long epochId) {
        return "voprf-" + epochId + ".json";
    }

    /** Why {@code later} cannot be used beside {@code key}, which begins no later. */
    private static Stream<String> conflict(VoprfEpochKey key, VoprfEpochKey later) {
        TokenKeyId id = key.published().publicKey().keyId();
        TokenKeyId laterId = later.published().publicKey().keyId();
        if (key.published().epochId() == later.published().epochId()) {
            return Stream.of("not-before: another file has the key of this epoch");
        }
        if (id.equals(laterId)) {
            return Stream.of("token-key: is the key of another epoch");
        }
        // RFC 9578, Section 5.5: keys in rotation should not collide, or a request would name two.
        boolean together =
                later.published().notBefore().isBefore(key.published().notAfter());
        return together && id.truncated().equals(laterId.truncated())
                ? Stream.of("token-key: its truncated id is that of another key that is valid at the same time")
                : Stream.empty();
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

    private static Bytes content(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException("no file");
        }
        try (InputStream in = Files.newInputStream(file)) {
            // One byte more, so that the parser refuses what is too long.
            return Bytes.of(in.readNBytes(VoprfEpochKey.MAX_BYTES + 1));
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
