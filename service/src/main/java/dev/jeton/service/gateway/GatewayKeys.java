package dev.jeton.service.gateway;

import dev.jeton.crypto.keyfiles.KeyFiles;
import dev.jeton.crypto.ohttpkeys.DatedOhttpKey;
import dev.jeton.crypto.ohttpkeys.OhttpKeyDirectory;
import dev.jeton.crypto.secret.SealingKey;
import dev.jeton.service.EventLog;
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
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * The gateway's keys, as its files have them: read at start, and again and again. A key whose file goes opens nothing from then
 * on; a directory that cannot be read changes nothing. Safe for concurrent use.
 */
@Singleton
class GatewayKeys {
    private static final String PREFIX = "jeton.gateway.";

    private final Optional<OhttpKeyDirectory> directory;
    private final Duration refreshEvery;
    private final InstantSource clock;
    private final Logger events;
    private volatile Known known =
            new Known(new KeyFiles.Contents<>(List.of(), List.of()), OfferedKeys.at(Instant.EPOCH, List.of()));
    private volatile boolean failing;

    /** What the files had, and what is done with it at the moment. */
    private record Known(KeyFiles.Contents<DatedOhttpKey> contents, OfferedKeys offered) {
        Known at(Instant now) {
            return new Known(contents, OfferedKeys.at(now, contents.keys()));
        }
    }

    @Inject
    GatewayKeys(GatewayConfig config, InstantSource clock, EventLog events) {
        this(directory(config), config.refreshEvery(), clock, events.logger());
    }

    GatewayKeys(Optional<OhttpKeyDirectory> directory, Duration refreshEvery, InstantSource clock, Logger events) {
        if (refreshEvery.compareTo(Duration.ofSeconds(1)) < 0 || refreshEvery.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException(PREFIX + "refresh-every: expected 1 s to 1 h");
        }
        this.directory = directory;
        this.refreshEvery = refreshEvery;
        this.clock = clock;
        this.events = events;
    }

    /** Whether there is a gateway at all. */
    boolean areConfigured() {
        return directory.isPresent();
    }

    /** What counts now. */
    OfferedKeys current() {
        Instant now = clock.instant();
        Known current = known;
        return current.offered().holdsAt(now) ? current.offered() : changed(now);
    }

    /** Of what is known by now: what was read in between may lack a key that was stolen. */
    private synchronized OfferedKeys changed(Instant now) {
        known = known.at(now);
        return known.offered();
    }

    private synchronized void know(KeyFiles.Contents<DatedOhttpKey> read) {
        known = new Known(read, OfferedKeys.at(clock.instant(), read.keys()));
    }

    void start(@Observes StartupEvent event, Scheduler scheduler, MeterRegistry meters) {
        if (directory.isEmpty()) {
            return;
        }
        try {
            read(directory.get());
        } catch (IOException e) {
            throw new UncheckedIOException(PREFIX + "key-directory: cannot be read: " + e, e);
        }
        meters.gauge(
                "jeton.gateway.keys.refused",
                this,
                keys -> keys.contents().refused().size());
        meters.gauge("jeton.gateway.keys.seconds.left", this, GatewayKeys::secondsLeft);
        scheduler
                .newJob("gateway keys")
                .setInterval(refreshEvery.toString())
                .setConcurrentExecution(Scheduled.ConcurrentExecution.SKIP)
                .setTask(execution -> reread(directory.get()))
                .schedule();
    }

    /** Reads the files, and says what has changed. */
    void read(OhttpKeyDirectory files) throws IOException {
        KeyFiles.Contents<DatedOhttpKey> before = contents();
        KeyFiles.Contents<DatedOhttpKey> read = files.read();
        know(read);
        read.refused().stream()
                .filter(file -> !before.refused().contains(file))
                .forEach(file ->
                        events.errorf("event=gateway-key-refused file=%s problem=\"%s\"", file.file(), file.problem()));
        if (!read.keys().equals(before.keys())) {
            events.infof("event=gateway-keys-loaded count=%d", read.keys().size());
        }
    }

    private void reread(OhttpKeyDirectory files) {
        try {
            read(files);
            failing = false;
        } catch (IOException | RuntimeException e) {
            // Whatever it was: what is known stays in force, and the next reading may go well.
            if (!failing) {
                events.warnf(
                        "event=gateway-keys-not-read problem=\"%s\"",
                        e.getClass().getSimpleName());
            }
            failing = true;
        }
    }

    private KeyFiles.Contents<DatedOhttpKey> contents() {
        return known.contents();
    }

    /** Until no key opens anything, unless more come. */
    private double secondsLeft() {
        Instant now = clock.instant();
        Instant end = now;
        for (DatedOhttpKey key : contents().keys()) {
            if (!key.notBefore().isAfter(end) && key.notAfter().isAfter(end)) {
                end = key.notAfter();
            }
        }
        return Duration.between(now, end).toSeconds();
    }

    private static Optional<OhttpKeyDirectory> directory(GatewayConfig config) {
        if (config.keyDirectory().isPresent() != config.sealingKeyFile().isPresent()) {
            throw new IllegalArgumentException(PREFIX + "key-directory and sealing-key-file: set both or neither");
        }
        return config.keyDirectory()
                .map(path -> new OhttpKeyDirectory(
                        path, sealingKey(config.sealingKeyFile().orElseThrow())));
    }

    private static SealingKey sealingKey(Path file) {
        try {
            return SealingKey.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException(PREFIX + "sealing-key-file: " + e.getMessage(), e);
        }
    }
}
