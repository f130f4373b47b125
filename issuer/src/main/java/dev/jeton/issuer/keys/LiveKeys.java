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

    LiveKeys(EpochSchedule schedule, KeyVault vault) {
        this.schedule = schedule;
        this.vault = vault;
    }

    public KeyRing ring() {
        return ring;
    }

    /** How long before its epoch a key is published. */
    public Duration publishedAhead() {
        return schedule.publishAhead();
    }

    /** What the directory lists now: the signing key, then the next one as soon as it is due. */
    public List<EpochKey> published(Instant now) {
        return ring.keys().stream()
                .filter(key -> schedule.publishes(key.epoch(), now))
                .toList();
    }

    /** Takes over what the store holds. Keys that are in the ring already are not opened again. */
    synchronized void replace(List<EpochKeyRow> rows) {
        List<EpochKey> keys = new ArrayList<>();
        for (EpochKeyRow row : rows) {
            ring.find(row.notBefore)
                    .filter(key -> row.sealedSigningKey != null
                            && key.publicKey().keyId().equals(row.keyId()))
                    .or(() -> vault.open(row))
                    .ifPresent(keys::add);
        }
        ring = new KeyRing(keys);
    }
}
