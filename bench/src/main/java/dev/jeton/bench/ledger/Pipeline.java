package dev.jeton.bench.ledger;

import dev.jeton.bench.NotMeasured;
import io.smallrye.mutiny.Uni;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;

/** Keeps a number of calls under way, from one thread. */
final class Pipeline {
    private static final int AT_ONCE = 256;
    private static final double NANOS = 1e9;

    private Pipeline() {}

    /**
     * Calls {@code call} {@code perSecond} times a second, whether or not the answers before have come: milliseconds from the
     * moment at which each was due to its answer, sorted.
     */
    static double[] pacedMillis(int count, double perSecond, IntFunction<Uni<?>> call) {
        double[] millis = new double[count];
        CountDownLatch open = new CountDownLatch(count);
        AtomicReference<Throwable> failure = new AtomicReference<>(null);
        long start = System.nanoTime();
        for (int i = 0; i < count; i++) {
            int turn = i;
            long due = start + (long) (i / perSecond * NANOS);
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            var unused = call.apply(i)
                    .subscribe()
                    .with(
                            answer -> {
                                millis[turn] = (System.nanoTime() - due) / 1e6;
                                open.countDown();
                            },
                            failed -> {
                                failure.set(failed);
                                open.countDown();
                            });
        }
        try {
            open.await();
        } catch (InterruptedException e) {
            throw new NotMeasured("interrupted", e);
        }
        if (failure.get() != null) {
            throw new NotMeasured("a call failed: " + failure.get());
        }
        Arrays.sort(millis);
        return millis;
    }

    /** Calls {@code call} for 0 to {@code count} - 1, and says how many were answered per second. */
    static double perSecond(int count, IntFunction<Uni<?>> call) {
        return perSecond(count, call, () -> {});
    }

    /** The same; {@code flush} sends what was called since the last time, before anybody waits for an answer. */
    static double perSecond(int count, IntFunction<Uni<?>> call, Runnable flush) {
        Semaphore free = new Semaphore(AT_ONCE);
        AtomicReference<Throwable> failure = new AtomicReference<>(null);
        long start = System.nanoTime();
        for (int i = 0; i < count && failure.get() == null; i++) {
            if (!free.tryAcquire()) {
                flush.run();
                free.acquireUninterruptibly();
            }
            var unused = call.apply(i).subscribe().with(answer -> free.release(), failed -> {
                failure.set(failed);
                free.release();
            });
        }
        flush.run();
        free.acquireUninterruptibly(AT_ONCE);
        Throwable failed = failure.get();
        if (failed != null) {
            throw new NotMeasured("a call failed: " + failed, failed);
        }
        return count / ((System.nanoTime() - start) / NANOS);
    }
}
