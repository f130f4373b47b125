package dev.jeton.issuer.voprf;

import dev.jeton.crypto.keyfiles.KeyFiles.Contents;
import dev.jeton.crypto.keyfiles.KeyFiles.Refused;
import dev.jeton.crypto.secret.SealingKey;
import dev.jeton.crypto.voprfkeys.VoprfEpochKey;
import dev.jeton.crypto.voprfkeys.VoprfKeyDirectory;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.issuer.keys.Epoch;
import dev.jeton.issuer.keys.EpochSummary;
import dev.jeton.issuer.keys.LiveKeys;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduler;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * The keys for tokens of type 0x0001 as the files held them last; none where they are not offered. Answers from memory.
 *
 * <p>The files are what counts: one that goes takes its key with it. A directory that cannot be read stops the start, and
 * later on changes nothing.
 */
@Singleton
public class VoprfKeys {
    private static final Logger LOG = Logger.getLogger(VoprfKeys.class);
    private static final String PREFIX = "jeton.issuer.voprf.";

    private final Optional<VoprfKeyDirectory> directory;
    private final Supplier<List<EpochSummary>> epochs;
    private volatile Contents<VoprfEpochKey> contents = new Contents<>(List.of(), List.of());
    private volatile boolean failing;

    @Inject
    VoprfKeys(
            VoprfConfig config,
            @ConfigProperty(name = "jeton.issuer.keys.encryption-key-file") Path keyEncryptionKeyFile,
            @ConfigProperty(name = "jeton.issuer.keys.additional-encryption-key-files")
                    Optional<List<Path>> additionalKeyFiles,
            LiveKeys liveKeys,
            InstantSource clock,
            MeterRegistry meters) {
        this(
                directory(config, both(keyEncryptionKeyFile, additionalKeyFiles)),
                () -> liveKeys.ring().epochs());
        if (isOffered()) {
            meters.gauge("jeton.issuer.voprf.keys.ahead", this, keys -> keys.ahead(clock));
            meters.gauge(
                    "jeton.issuer.voprf.keys.refused",
                    this,
                    keys -> keys.contents.refused().size());
        }
    }

    VoprfKeys(Optional<VoprfKeyDirectory> directory, Supplier<List<EpochSummary>> epochs) {
        this.directory = directory;
        this.epochs = epochs;
    }

    /** For issuers that do not offer tokens of type 0x0001. */
    public static VoprfKeys none() {
        return new VoprfKeys(Optional.empty(), List::of);
    }

    /** Whether tokens of type 0x0001 are offered at all, whether or not there is a key for them now. */
    public boolean isOffered() {
        return directory.isPresent();
    }

    /** The key that serves {@code epoch}, if there is a file with its life, to the second. */
    public Optional<VoprfEpochKey> of(Epoch epoch) {
        return contents.keys().stream().filter(key -> serves(key, epoch)).findFirst();
    }

    void start(@Observes StartupEvent event, Scheduler scheduler, VoprfConfig config) {
        if (directory.isEmpty()) {
            return;
        }
        try {
            read(directory.get());
        } catch (IOException e) {
            throw new UncheckedIOException(PREFIX + "key-directory: cannot be read: " + e, e);
        }
        scheduler
                .newJob("issuer voprf keys")
                .setInterval(config.refreshEvery().toString())
                .setConcurrentExecution(Scheduled.ConcurrentExecution.SKIP)
                .setTask(execution -> reload())
                .schedule();
    }

    /** Reads the files again; keeps what it has if they cannot be listed. */
    void reload() {
        try {
            read(directory.orElseThrow());
            failing = false;
        } catch (IOException e) {
            if (!failing) {
                failing = true;
                LOG.warnf("event=voprf-keys-not-read cause=\"%s\"", e);
            }
        }
    }

    /** Files that cannot be used, those that fit no epoch of ours among them. */
    List<Refused> refused() {
        return contents.refused();
    }

    private void read(VoprfKeyDirectory directory) throws IOException {
        Contents<VoprfEpochKey> read = fitting(directory.read());
        Contents<VoprfEpochKey> before = contents;
        contents = read;
        read.refused().stream()
                .filter(file -> !before.refused().contains(file))
                .forEach(file ->
                        LOG.errorf("event=voprf-key-refused file=%s problem=\"%s\"", file.file(), file.problem()));
        if (!read.keys().equals(before.keys())) {
            LOG.infof("event=voprf-keys-loaded count=%d", read.keys().size());
        }
    }

    /** Quotas and attestations name an epoch, so a key whose life is not an epoch's would be nobody's. */
    private Contents<VoprfEpochKey> fitting(Contents<VoprfEpochKey> read) {
        List<VoprfEpochKey> keys = new ArrayList<>();
        List<Refused> refused = new ArrayList<>(read.refused());
        for (VoprfEpochKey key : read.keys()) {
            misfit(key).ifPresentOrElse(refused::add, () -> keys.add(key));
        }
        return new Contents<>(keys, refused);
    }

    /** Only of epochs that exist: later ones, for which files lie ready, have no end yet. */
    private Optional<Refused> misfit(VoprfEpochKey key) {
        List<EpochSummary> there = epochs.get();
        if (there.stream().anyMatch(epoch -> epoch.retired() && isNamedLike(key, epoch.epoch()))) {
            return Optional.of(refused(key, "not-before: the epoch is retired"));
        }
        return there.stream()
                .filter(epoch -> !epoch.retired())
                .map(EpochSummary::epoch)
                .filter(epoch -> epoch.covers(key.published().notBefore()))
                .filter(epoch -> !serves(key, epoch))
                .findFirst()
                .map(epoch -> refused(
                        key,
                        "not-before, not-after: the epoch is "
                                + epoch.notBefore().getEpochSecond() + ", "
                                + epoch.notAfter().getEpochSecond()));
    }

    private static Refused refused(VoprfEpochKey key, String problem) {
        return new Refused(VoprfKeyDirectory.fileName(key.published().epochId()), problem);
    }

    private static boolean isNamedLike(VoprfEpochKey key, Epoch epoch) {
        return key.published().epochId() == epoch.id();
    }

    private static boolean serves(VoprfEpochKey key, Epoch epoch) {
        return key.published().notBefore().equals(epoch.notBefore())
                && key.published().notAfter().equals(epoch.notAfter());
    }

    private double ahead(InstantSource clock) {
        return contents.keys().stream()
                .filter(key -> key.published().notBefore().isAfter(clock.instant()))
                .count();
    }

    private static Optional<VoprfKeyDirectory> directory(VoprfConfig config, List<Path> keyEncryptionKeyFiles) {
        if (config.keyDirectory().isPresent() != config.sealingKeyFile().isPresent()) {
            throw new IllegalArgumentException(PREFIX + "key-directory and sealing-key-file: set both or neither");
        }
        return config.keyDirectory()
                .map(path -> new VoprfKeyDirectory(
                        path, sealingKey(config.sealingKeyFile().orElseThrow(), keyEncryptionKeyFiles)));
    }

    private static List<Path> both(Path one, Optional<List<Path>> others) {
        return Stream.concat(Stream.of(one), others.stream().flatMap(List::stream))
                .toList();
    }

    static SealingKey sealingKey(Path file, List<Path> keyEncryptionKeyFiles) {
        try {
            SealingKey key = SealingKey.load(file);
            // By what they do: one key can be written in several ways, raw or in base64.
            Bytes mac = key.mac(PREFIX, Bytes.EMPTY);
            for (Path keyEncryptionKeyFile : keyEncryptionKeyFiles) {
                if (SealingKey.load(keyEncryptionKeyFile)
                        .mac(PREFIX, Bytes.EMPTY)
                        .equals(mac)) {
                    throw new IllegalArgumentException(PREFIX + "sealing-key-file: holds a key-encryption key of the"
                            + " issuer, which the discovery provider must not have");
                }
            }
            return key;
        } catch (IOException e) {
            throw new UncheckedIOException(PREFIX + "sealing-key-file: " + e.getMessage(), e);
        }
    }
}
