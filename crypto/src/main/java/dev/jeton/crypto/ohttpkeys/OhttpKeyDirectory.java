package dev.jeton.crypto.ohttpkeys;

import dev.jeton.crypto.keyfiles.KeyFiles;
import dev.jeton.crypto.secret.SealingKey;
import dev.jeton.crypto.wire.Bytes;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/** A directory of {@link DatedOhttpKey} files, named after the start of their lives; see {@link KeyFiles}. Safe for concurrent use. */
public final class OhttpKeyDirectory {
    public static final int MAX_FILES = KeyFiles.MAX_FILES;

    private final KeyFiles<DatedOhttpKey> files;

    public OhttpKeyDirectory(Path directory, SealingKey sealingKey) {
        this.files = new KeyFiles<>(directory, sealingKey, new Kind());
    }

    /**
     * Reads the files: keys by the start of their lives; never two that begin together, one key twice, or two of one id that are
     * valid at one time. Fails if the directory cannot be listed, or holds too many of them.
     */
    public KeyFiles.Contents<DatedOhttpKey> read() throws IOException {
        return files.read();
    }

    /**
     * Writes {@code key} into a new file that its owner alone may read, and returns its name.
     *
     * @throws FileAlreadyExistsException if there is a file for the same start: none is ever overwritten
     * @throws IOException if the file cannot be written; none is left then
     */
    public String write(DatedOhttpKey key) throws IOException {
        return files.write(key);
    }

    /** The name under which {@link #write} puts a key that begins at {@code notBefore}. */
    public static String fileName(Instant notBefore) {
        return "ohttp-" + notBefore.getEpochSecond() + ".json";
    }

    private static final class Kind implements KeyFiles.Kind<DatedOhttpKey> {
        @Override
        public int maxBytes() {
            return DatedOhttpKey.MAX_BYTES;
        }

        @Override
        public DatedOhttpKey read(SealingKey sealingKey, Bytes content) {
            return DatedOhttpKey.open(sealingKey, content);
        }

        @Override
        public Bytes write(SealingKey sealingKey, DatedOhttpKey key) {
            return key.seal(sealingKey);
        }

        @Override
        public String fileName(DatedOhttpKey key) {
            return OhttpKeyDirectory.fileName(key.notBefore());
        }

        @Override
        public Comparator<DatedOhttpKey> order() {
            return Comparator.comparing(DatedOhttpKey::notBefore);
        }

        @Override
        public Optional<String> conflict(DatedOhttpKey key, DatedOhttpKey later) {
            if (key.notBefore().equals(later.notBefore())) {
                return Optional.of("not-before: another file has a key that begins then");
            }
            if (key.pair().config().publicKey().equals(later.pair().config().publicKey())) {
                return Optional.of("public-key: is in another file too");
            }
            boolean together = later.notBefore().isBefore(key.notAfter());
            return together
                            && key.pair().config().keyId()
                                    == later.pair().config().keyId()
                    ? Optional.of("key-id: is that of another key that is valid at the same time")
                    : Optional.empty();
        }
    }
}
