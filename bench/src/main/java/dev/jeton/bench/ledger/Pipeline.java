package dev.jeton.bench.ledger;

import dev.jeton.bench.NotMeasured;
import io.smallrye.mutiny.Uni;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;

/** Keeps a number of calls under way, from one thread. */
final class Pipeline {
    private static final int AT_ONCE = 256;
    private static final double NANOS = 1e9;

    private Pipeline() {}

    /** Calls {@code call} for 0 to {@code count} - 1, and says how many were answered per second. */
    static double perSecond(int count, IntFunction<Uni<?>> call) {
        Semaphore free = new Semaphore(AT_ONCE);
        AtomicReference<Throwable> failure = new AtomicReference<>(null);
        long start = System.nanoTime();
        for (int i = 0; i < count && failure.get() == null; i++) {
            free.acquireUninterruptibly();
            var unused = call.apply(i).subscribe().with(answer -> free.release(), failed -> {
                failure.set(failed);
                free.release();
            });
        }
        free.acquireUninterruptibly(AT_ONCE);
        Throwable failed = failure.get();
        if (failed != null) {
            throw new NotMeasured("a call failed: " + failed, failed);
        }
        return count / ((System.nanoTime() - start) / NANOS);
    }
}
