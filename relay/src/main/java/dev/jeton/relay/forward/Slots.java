package dev.jeton.relay.forward;

import dev.jeton.relay.http.ProblemType;
import dev.jeton.relay.http.Refusal;
import io.vertx.core.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/** How many may be at work at once. Safe for concurrent use. */
final class Slots {
    private final Semaphore free;

    Slots(int most) {
        this.free = new Semaphore(most);
    }

    /** What {@code work} comes to; refused with {@code saturated} where too many are at it. */
    <T> Future<T> within(Supplier<Future<T>> work) {
        if (!free.tryAcquire()) {
            throw Refusal.of(ProblemType.SATURATED);
        }
        Future<T> result;
        try {
            result = work.get();
        } catch (RuntimeException e) {
            result = Future.failedFuture(e);
        }
        return result.onComplete(end -> free.release());
    }

    int free() {
        return free.availablePermits();
    }
}
