package dev.jeton.redeemer.redeem;

import dev.jeton.redis.CallerContext;
import io.smallrye.mutiny.Uni;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * The threads on which tokens of type 0x0001 are verified: some, with a bounded number of tokens that wait for them. One
 * more than that is not verified at all. Safe for concurrent use.
 */
public final class VerifierThreads implements AcceptedKey.Place, AutoCloseable {
    private final ThreadPoolExecutor threads;

    /** @throws IllegalArgumentException unless both are at least 1 */
    public VerifierThreads(int count, int maxWaiting) {
        AtomicInteger number = new AtomicInteger();
        this.threads = new ThreadPoolExecutor(
                count, count, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(maxWaiting), task -> {
                    Thread thread = new Thread(task, "token-verifier-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
    }

    /** Fails with {@link RejectedExecutionException}, having done nothing, when too many wait. */
    @Override
    public <T> Uni<T> run(Supplier<T> calculation) {
        return CallerContext.resume(() -> CompletableFuture.supplyAsync(calculation, threads));
    }

    @Override
    public void close() {
        threads.shutdown();
    }
}
