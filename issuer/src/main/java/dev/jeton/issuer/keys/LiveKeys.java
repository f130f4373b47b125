package dev.jeton.issuer.keys;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The issuer's keys as this replica knows them. Never waits; empty until they were read for the first time. */
@ApplicationScoped
public class LiveKeys {
    private final EpochSchedule schedule;
    private final KeyVault vault;
    private volatile KeyRing ring = KeyRing.EMPTY;
    private volatile long sealedOtherwise;

    LiveKeys(EpochSchedule schedule, KeyVault vault) {
        this.schedule = schedule;
        this.vault = vault;
    }

    public KeyRing ring() {
        return ring;
    }

    /** How many epochs' keys rest under another key than the present key-encryption key. */
    long sealedOtherwise() {
        return sealedOtherwise;
    }

    /** How long before its epoch a key is published. */
    public Duration publishedAhead() {
        return schedule.publishAhead();
    }

    /**
     * What the directory lists now: the signing key, then the next one as soon as it is due. Where there is no signing key,
     * the next one is: so that there is a directory at all, to say which keys are retired.
     */
    public List<EpochKey> published(KeyRing ring, Instant now) {
        List<EpochKey> published = ring.keys().stream()
                .filter(key -> schedule.publishes(key.epoch(), now))
                .toList();
        return published.isEmpty()
                ? ring.keys().stream()
                        .filter(key -> now.isBefore(key.epoch().notBefore()))
                        .limit(1)
                        .toList()
                : published;
    }

    /**
     * Takes over what the store holds. Keys that are in the ring already are not opened again; an epoch that was retired
     * stays so, even if these rows were read before.
     */
    synchronized void replace(List<EpochKeyRow> rows) {
        KeyRing before = ring;
        List<EpochKey> keys = new ArrayList<>();
        List<EpochSummary> epochs = new ArrayList<>();
        for (EpochKeyRow row : rows) {
            if (before.hasRetired(row.notBefore)) {
                before.epochs().stream()
                        .filter(summary -> summary.epoch().id() == row.notBefore)
                        .forEach(epochs::add);
            } else {
                epochs.add(row.summary());
                before.find(row.notBefore)
                        .filter(key -> row.sealedSigningKey != null
                                && key.publicKey().keyId().equals(row.keyId()))
                        .or(() -> vault.open(row))
                        .ifPresent(keys::add);
            }
        }
        ring = new KeyRing(keys, epochs);
        sealedOtherwise = rows.stream().filter(vault::isSealedOtherwise).count();
    }
}
