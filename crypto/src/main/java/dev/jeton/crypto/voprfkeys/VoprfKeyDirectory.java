package dev.jeton.crypto.voprfkeys;

import dev.jeton.crypto.keyfiles.KeyFiles;
import dev.jeton.crypto.secret.SealingKey;
import dev.jeton.crypto.token.TokenKeyId;
import dev.jeton.crypto.wire.Bytes;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;

/** A directory of {@link VoprfEpochKey} files, named after their epochs; see {@link KeyFiles}. Safe for concurrent use. */
public final class VoprfKeyDirectory {
    public static final int MAX_FILES = KeyFiles.MAX_FILES;

    private final KeyFiles<VoprfEpochKey> files;

    public VoprfKeyDirectory(Path directory, SealingKey sealingKey) {
        this.files = new KeyFiles<>(directory, sealingKey, new Kind());
    }

    /**
     * Reads the files: keys by the start of their epochs; never two of one epoch, one key twice, or two that are valid at one
     * time and have the same truncated id. Fails if the directory cannot be listed, or holds too many of them.
     */
    public KeyFiles.Contents<VoprfEpochKey> read() throws IOException {
        return files.read();
    }

    /**
     * Writes {@code key} into a new file that its owner alone may read, and returns its name.
     *
     * @throws FileAlreadyExistsException if there is a file for this epoch: none is ever overwritten
     * @throws IOException if the file cannot be written; none is left then
     */
    public String write(VoprfEpochKey key) throws IOException {
        return files.write(key);
    }

    /** The name under which {@link #write} puts the key of an epoch. */
    public static String fileName(long epochId) {
        return "voprf-" + epochId + ".json";
    }

    private static final class Kind implements KeyFiles.Kind<VoprfEpochKey> {
        @Override
        public int maxBytes() {
            return VoprfEpochKey.MAX_BYTES;
        }

        @Override
        public VoprfEpochKey read(SealingKey sealingKey, Bytes content) {
            return VoprfEpochKey.open(sealingKey, content);
        }

        @Override
        public Bytes write(SealingKey sealingKey, VoprfEpochKey key) {
            return key.seal(sealingKey);
        }

        @Override
        public String fileName(VoprfEpochKey key) {
            return VoprfKeyDirectory.fileName(key.published().epochId());
        }

        @Override
        public Comparator<VoprfEpochKey> order() {
            return Comparator.comparing(key -> key.published().notBefore());
        }

        @Override
        public Optional<String> conflict(VoprfEpochKey key, VoprfEpochKey later) {
            TokenKeyId id = key.published().publicKey().keyId();
            TokenKeyId laterId = later.published().publicKey().keyId();
            if (key.published().epochId() == later.published().epochId()) {
                return Optional.of("not-before: another file has the key of this epoch");
            }
            if (id.equals(laterId)) {
                return Optional.of("token-key: is the key of another epoch");
            }
            // RFC 9578, Section 5.5: keys in rotation should not collide, or a request would name two.
            boolean together =
                    later.published().notBefore().isBefore(key.published().notAfter());
            return together && id.truncated().equals(laterId.truncated())
                    ? Optional.of("token-key: its truncated id is that of another key that is valid at the same time")
                    : Optional.empty();
        }
    }
}
