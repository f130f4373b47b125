package dev.jeton.service.gateway;

import io.smallrye.mutiny.Uni;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * When one answer leaves: at the first whole number of periods after its request's arrival at which it is ready. The alarm is set
 * before anybody works on the answer, so that neither setting it nor what it shows depends on the work.
 */
final class Departure {
    private final Alarms alarms;
    private final long arrival;
    private final long period;
    private final CompletableFuture<@Nullable Void> left = new CompletableFuture<>();
    private final AtomicBoolean over = new AtomicBoolean();
    private volatile boolean ready;

    Departure(Alarms alarms, long arrival, long period) {
        this.alarms = alarms;
        this.arrival = arrival;
        this.period = period;
    }

    /** Sets the first alarm. */
    void begin() {
        long elapsed = Math.max(0, alarms.nanoTime() - arrival);
        alarms.ring(arrival + period * (elapsed / period + 1), this::ring);
    }

    /** Completes when the answer, which is ready now, is to leave: on the alarms' thread. */
    Uni<Void> left() {
        ready = true;
        return Uni.createFrom().completionStage(left).replaceWithVoid();
    }

    /** No alarm is needed any more. Whether that was not known yet. */
    boolean end() {
        return over.compareAndSet(false, true);
    }

    private void ring() {
        if (over.get()) {
            return;
        }
        if (ready) {
            left.complete(null);
        } else {
            begin();
        }
    }
}
