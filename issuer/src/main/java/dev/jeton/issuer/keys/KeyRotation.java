package dev.jeton.issuer.keys;

import dev.jeton.crypto.token.TokenSigningKey;
import dev.jeton.crypto.token.TruncatedTokenKeyId;
import dev.jeton.service.store.Outage;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduler;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Keeps the ring filled, from start on: one pass after the other reads the store, makes the keys that are missing,
 * and destroys those that have done their work.
 *
 * <p>A key is generated first, off the event loop, and inserted under the lock of all replicas if it is still missing
 * then. Where two replicas race, one throws its key away: an extra key would be extra quota.
 */
@Singleton
class KeyRotation {
    private static final Logger LOG = Logger.getLogger(KeyRotation.class);
    private static final Duration MOST_OFTEN = Duration.ofSeconds(1);
    private static final Duration PASS_TIMEOUT = Duration.ofSeconds(30);
    /** More than a pass takes and clocks of replicas differ: a later key is in the store well before anybody uses it. */
    static final Duration SOON = Duration.ofMinutes(1);

    private final EpochSchedule schedule;
    private final KeyStore store;
    private final KeyVault vault;
    private final FirstUse firstUse;
    private final LiveKeys liveKeys;
    private final InstantSource clock;
    private final Vertx vertx;
    private final Outage outage =
            new Outage(Logger.getLogger("jeton.issuer"), "keys-not-refreshed", "keys-refreshed-again");
    private volatile Instant lastSuccess;

    KeyRotation(
            EpochSchedule schedule,
            KeyStore store,
            KeyVault vault,
            FirstUse firstUse,
            LiveKeys liveKeys,
            InstantSource clock,
            Vertx vertx,
            MeterRegistry meters) {
        this.schedule = schedule;
        this.store = store;
        this.vault = vault;
        this.firstUse = firstUse;
        this.liveKeys = liveKeys;
        this.clock = clock;
        this.vertx = vertx;
        this.lastSuccess = clock.instant();
        meters.gauge("jeton.issuer.keys.age.seconds", this, KeyRotation::secondsSinceSuccess);
        meters.gauge("jeton.issuer.keys.sealed.otherwise", liveKeys, LiveKeys::sealedOtherwise);
    }

    void start(@Observes StartupEvent event, Scheduler scheduler, EpochConfig config) {
        if (config.refreshEvery().compareTo(MOST_OFTEN) < 0) {
            throw new IllegalArgumentException("jeton.issuer.keys.refresh-every: at least 1s");
        }
        scheduler
                .newJob("issuer keys")
                .setInterval(config.refreshEvery().toString())
                .setConcurrentExecution(Scheduled.ConcurrentExecution.SKIP)
                .setAsyncTask(execution -> pass())
                .schedule();
    }

    /** One pass. Never fails: the next one does what this one could not. */
    Uni<Void> pass() {
        // What there is, retirements above all, does not wait for what can be made.
        return store.all()
                .chain(this::take)
                .chain(this::fill)
                .chain(this::take)
                .chain(this::destroy)
                .ifNoItem()
                .after(PASS_TIMEOUT)
                .fail()
                .invoke(this::succeeded)
                .onFailure()
                .invoke(outage::failed)
                .onFailure()
                .recoverWithNull();
    }

    private Uni<List<EpochKeyRow>> take(List<EpochKeyRow> rows) {
        return vertx.executeBlocking(() -> {
            liveKeys.replace(rows);
            return rows;
        });
    }

    private void succeeded() {
        lastSuccess = clock.instant();
        outage.succeeded();
    }

    private double secondsSinceSuccess() {
        return Duration.between(lastSuccess, clock.instant()).toSeconds();
    }

    /** The rows of the store once nothing is missing any more. */
    private Uni<List<EpochKeyRow>> fill(List<EpochKeyRow> rows) {
        List<Epoch> missing = missing(rows, clock.instant());
        return missing.isEmpty()
                ? Uni.createFrom().item(rows)
                : Multi.createFrom()
                        .iterable(missing)
                        .onItem()
                        .transformToUniAndConcatenate(this::create)
                        .collect()
                        .last()
                        .chain(store::all);
    }

    private Uni<Boolean> create(Epoch epoch) {
        return vertx.executeBlocking(() -> new EpochKey(epoch, TokenSigningKey.generate(), QuotaKey.generate()))
                .call(this::prepare)
                .chain(key -> store.insertIf(rows -> isWanted(key, rows), vault.seal(key))
                        .call(created -> created ? Uni.createFrom().voidItem() : firstUse.discard(key)))
                .invoke(created -> LOG.infof("event=key-%s epoch=%d", created ? "created" : "discarded", epoch.id()));
    }

    private Uni<Void> prepare(EpochKey key) {
        Instant begun = clock.instant().plus(SOON);
        return begun.isBefore(key.epoch().notBefore()) ? Uni.createFrom().voidItem() : firstUse.prepare(key);
    }

    /** Whether the epoch still lacks a key, and no other key in use has the same truncated id (RFC 9578, Section 6.5). */
    private boolean isWanted(EpochKey key, List<EpochKeyRow> rows) {
        TruncatedTokenKeyId truncatedId = key.publicKey().keyId().truncated();
        return missing(rows, clock.instant()).contains(key.epoch())
                && rows.stream().noneMatch(row -> row.answersTo(truncatedId));
    }

    private List<Epoch> missing(List<EpochKeyRow> rows, Instant now) {
        return schedule.missing(epochs(rows, false), epochs(rows, true), now);
    }

    private static List<Epoch> epochs(List<EpochKeyRow> rows, boolean retired) {
        return rows.stream()
                .filter(row -> row.retired == retired)
                .map(EpochKeyRow::epoch)
                .toList();
    }

    private Uni<Void> destroy(List<EpochKeyRow> rows) {
        Instant now = clock.instant();
        return rows.stream().anyMatch(row -> row.isDue(now))
                ? store.destroy(now)
                : Uni.createFrom().voidItem();
    }
}
