package dev.jeton.issuer.work;

import dev.jeton.crypto.problem.ProblemType;
import dev.jeton.issuer.IssuerConfig;
import dev.jeton.redis.CallerContext;
import dev.jeton.service.http.Refusal;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** The threads that calculate, and the door in front of them. Safe for concurrent use. */
@Singleton
@Startup
public class Workers {
    private static final String RETRY_AFTER_SECONDS = "1";

    private final Semaphore free;
    private final ExecutorService threads;

    @Inject
    Workers(WorkConfig config, IssuerConfig issuer, MeterRegistry meters) {
        this(config.threads().orElse(Runtime.getRuntime().availableProcessors()), config.maxTokens());
        if (config.maxTokens() <= issuer.maxBatch()) {
            throw new IllegalArgumentException("jeton.issuer.work.max-tokens: more than jeton.issuer.max-batch");
        }
        meters.gauge("jeton.issuer.work.tokens", this, workers -> config.maxTokens() - workers.free.availablePermits());
    }

    Workers(int threads, int maxTokens) {
        if (threads < 1 || maxTokens < 1) {
            throw new IllegalArgumentException("jeton.issuer.work.threads and max-tokens: at least 1");
        }
        AtomicInteger count = new AtomicInteger();
        this.free = new Semaphore(maxTokens);
        // Its queue needs no bound of its own: nothing gets into it that was not admitted.
        this.threads = Executors.newFixedThreadPool(
                threads, task -> new Thread(task, "issuer-work-" + count.incrementAndGet()));
    }

    /**
     * The outcome of {@code work}, which may {@link #compute} until it ends and counts as {@code tokens} for so long.
     * Fails with {@code saturated}, having done nothing, if that is more than may wait.
     */
    public <T> Uni<T> admit(int tokens, Supplier<Uni<T>> work) {
        return Uni.createFrom().deferred(() -> {
            if (!free.tryAcquire(tokens)) {
                return Uni.createFrom()
                        .failure(Refusal.of(ProblemType.SATURATED).with("Retry-After", RETRY_AFTER_SECONDS));
            }
            // Memoized, so that a caller who goes away does not free a place whose work goes on.
            return Uni.createFrom()
                    .deferred(work::get)
                    .onTermination()
                    .invoke(() -> free.release(tokens))
                    .memoize()
                    .indefinitely();
        });
    }

    /** Calculates on one of the threads; the result is emitted on the Vert.x context that subscribed. */
    public <T> Uni<T> compute(Supplier<T> calculation) {
        return CallerContext.resume(() -> CompletableFuture.supplyAsync(calculation, threads))
                .onFailure(CompletionException.class)
                .transform(Workers::cause);
    }

    @PreDestroy
    void stop() throws InterruptedException {
        threads.shutdown();
        if (!threads.awaitTermination(5, TimeUnit.SECONDS)) {
            threads.shutdownNow();
        }
    }

    private static Throwable cause(Throwable failure) {
        Throwable cause = failure.getCause();
        return cause == null ? failure : cause;
    }
}
