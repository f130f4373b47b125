package dev.jeton.service.gateway;

import io.smallrye.mutiny.Uni;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * When one answer leaves: a whole number of periods after its request's arrival, and the first for which it is ready {@link
 * #LAST_TOUCH} before. The alarm is set before anybody works on the answer, so that neither setting it nor what it shows depends on
 * the work.
 */
final class Departure {
    /** For what is done to each answer at last, in nanoseconds. At most half a period. */
    static final long LAST_TOUCH = 500_000;

    private final Alarms alarms;
    private final long arrival;
    private final long period;
    private final CompletableFuture<@Nullable Void> near = new CompletableFuture<>();
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
        long elapsed = Math.max(0, alarms.nanoTime() + LAST_TOUCH - arrival);
        long due = arrival + period * (elapsed / period + 1);
        alarms.ring(due - LAST_TOUCH, () -> ring(due));
    }

    /** Completes when the answer, which is ready now, is to get its last touch: on the alarms' thread. */
    Uni<Void> near() {
        ready = true;
        return Uni.createFrom().completionStage(near).replaceWithVoid();
    }

    /** Completes when the answer is to leave: on the alarms' thread. */
    Uni<Void> left() {
        return Uni.createFrom().completionStage(left).replaceWithVoid();
    }

    /** No alarm is needed any more. Whether that was not known yet. */
    boolean end() {
        return over.compareAndSet(false, true);
    }

    private void ring(long due) {
        if (over.get()) {
            return;
        }
        if (ready) {
            alarms.ring(due, () -> left.complete(null));
            near.complete(null);
        } else {
            begin();
        }
    }
}
