package dev.jeton.relay.clients;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * One token bucket for each client, of which one number is kept: when it will be full again. Bounded: the client that has
 * been away longest is forgotten. Who pushes another out by coming from many addresses has had all of their buckets for it,
 * and gains nothing. Safe for concurrent use.
 */
final class Buckets {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final long interval;
    private final long capacity;
    private final LongSupplier nanoTime;
    private final Map<AddressHash.Hashed, Long> fullAt;

    /** {@code nanoTime} as {@link System#nanoTime()}: no clock that is set can lock anybody out. */
    Buckets(int perSecond, int burst, int maxClients, LongSupplier nanoTime) {
        this.interval = SECOND / perSecond;
        this.capacity = interval * burst;
        this.nanoTime = nanoTime;
        this.fullAt = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<AddressHash.Hashed, Long> eldest) {
                return size() > maxClients;
            }
        };
    }

    /** Takes one token of {@code client}: zero, or how long to wait until there is one. */
    synchronized Duration take(AddressHash.Hashed client) {
        long now = nanoTime.getAsLong();
        Long known = fullAt.get(client);
        long full = known == null || known - now < 0 ? now : known;
        long missing = full - now + interval - capacity;
        if (missing > 0) {
            return Duration.ofNanos(missing);
        }
        fullAt.put(client, full + interval);
        return Duration.ZERO;
    }

    synchronized int size() {
        return fullAt.size();
    }
}
