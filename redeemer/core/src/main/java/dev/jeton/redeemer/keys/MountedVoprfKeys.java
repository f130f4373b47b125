package dev.jeton.redeemer.keys;

import dev.jeton.crypto.csi.Authority;
import dev.jeton.crypto.keyfiles.KeyFiles.Contents;
import dev.jeton.crypto.token.TokenKeyId;
import dev.jeton.crypto.token.VoprfTokenPublicKey;
import dev.jeton.crypto.voprfkeys.VoprfEpochKey;
import dev.jeton.crypto.voprfkeys.VoprfKeyDirectory;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * The keys with which tokens of type 0x0001 are both made and verified, from the files that the issuer mounts too: for a
 * discovery provider that is one domain with its issuer. Read again and again in the background.
 *
 * <p>The files are what counts: a key whose file goes is unknown from then on, which is how one is revoked. A directory
 * that cannot be read changes nothing. Safe for concurrent use.
 */
public final class MountedVoprfKeys implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(MountedVoprfKeys.class.getName());

    private final String issuer;
    private final VoprfKeyDirectory directory;
    private final InstantSource clock;
    private volatile Contents<VoprfEpochKey> contents = new Contents<>(List.of(), List.of());
    private volatile boolean failing;
    private volatile boolean closed;

    private MountedVoprfKeys(String issuer, VoprfKeyDirectory directory, InstantSource clock) {
        this.issuer = Authority.parse("issuer", issuer).name();
        this.directory = directory;
        this.clock = clock;
    }

    /**
     * The keys of {@code issuer}, an authority: host, and {@code :port} unless 443. Reads them before it returns.
     *
     * @param pause between two readings of the directory
     * @param reader runs the readings that follow: they wait for a disk
     * @throws IOException if the directory cannot be read; a file that cannot is only left out, and the log says so
     * @throws dev.jeton.crypto.wire.MalformedMessage if {@code issuer} is no such authority
     */
    public static MountedVoprfKeys start(
            String issuer, VoprfKeyDirectory directory, Duration pause, Executor reader, InstantSource clock)
            throws IOException {
        MountedVoprfKeys keys = new MountedVoprfKeys(issuer, directory, clock);
        keys.read();
        keys.readForever(CompletableFuture.delayedExecutor(pause.toNanos(), TimeUnit.NANOSECONDS, reader));
        return keys;
    }

    public String issuer() {
        return issuer;
    }

    /** The key of that id, whether or not it is valid now. */
    public Optional<VoprfEpochKey> find(TokenKeyId id) {
        return contents.keys().stream()
                .filter(key -> key.published().publicKey().keyId().equals(id))
                .findFirst();
    }

    /** When the known keys are good. */
    public List<KeyLife> lives() {
        return contents.keys().stream()
                .map(VoprfEpochKey::published)
                .map(key -> KeyLife.of(key.publicKey().keyId(), key))
                .toList();
    }

    /** Whether the latest reading went well: if not, a key that is not known may exist all the same. */
    public boolean current() {
        return !failing;
    }

    /** The key that clients should ask tokens for: of those that are valid now, the one of the latest epoch. */
    public Optional<VoprfTokenPublicKey> offered() {
        Instant now = clock.instant();
        return contents.keys().stream()
                .map(VoprfEpochKey::published)
                .filter(key -> key.isValidAt(now))
                .max(Comparator.comparing(key -> key.notBefore()))
                .map(key -> key.publicKey());
    }

    /** Ends the reading; what is known stays known. */
    @Override
    public void close() {
        closed = true;
    }

    private void read() throws IOException {
        Contents<VoprfEpochKey> read = directory.read();
        Contents<VoprfEpochKey> before = contents;
        contents = read;
        read.refused().stream()
                .filter(file -> !before.refused().contains(file))
                .forEach(file -> LOG.log(
                        System.Logger.Level.ERROR, "key file {0} is left out: {1}", file.file(), file.problem()));
    }

    private void reread() {
        try {
            read();
            failing = false;
        } catch (IOException | RuntimeException e) {
            // Whatever it was: a reading that ended the readings would keep a revoked key for good.
            if (!failing) {
                LOG.log(System.Logger.Level.WARNING, "key files cannot be read, trying on: {0}", e.toString());
            }
            failing = true;
        }
    }

    private void readForever(Executor later) {
        later.execute(() -> {
            if (!closed) {
                reread();
                readForever(later);
            }
        });
    }
}
