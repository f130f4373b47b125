package dev.jeton.service.keys;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduler;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The keys that a changing set of publishers publish. Nobody waits for a publisher: keys are fetched in the background,
 * {@value #AT_ONCE} publishers at once, and what was fetched last is what counts. Safe for concurrent use.
 *
 * @param <S> a publisher and his URL: keys of his last URL are not those of his present one
 * @param <K> a key
 */
public final class PublishedKeys<S, K> {
    public static final int AT_ONCE = 32;

    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    private final Supplier<Set<S>> present;
    private final KeyTimes times;
    private final Function<S, Uni<Map<String, K>>> fetch;
    private final InstantSource clock;
    private final News<S> news;
    private final Map<S, FetchedKeys<K>> sources = new ConcurrentHashMap<>();
    private final Set<S> waiting = ConcurrentHashMap.newKeySet();
    private final Queue<S> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger fetching = new AtomicInteger();

    /** Is told once of each outage, and once of its end. */
    public interface News<S> {
        /** The first failure in a row; {@code problem} is one line of printable ASCII. */
        void notFetched(S source, String problem);

        void fetchedAgain(S source);
    }

    /**
     * Keys that nobody fetches before {@link #start}.
     *
     * @param present who publishes at the moment
     * @param fetch fails with {@link KeysNotFetched}
     */
    public PublishedKeys(
            Supplier<Set<S>> present,
            KeyTimes times,
            Function<S, Uni<Map<String, K>>> fetch,
            InstantSource clock,
            News<S> news) {
        this.present = present;
        this.times = times;
        this.fetch = fetch;
        this.clock = clock;
        this.news = news;
    }

    /** Has keys fetched from now on. {@code job} is the name of the scheduler's job. */
    public void start(Scheduler scheduler, String job) {
        scheduler
                .newJob(job)
                .setInterval(LOOK_EVERY.toString())
                // One that waits for a publisher does not keep the next from looking; fetching bounds them all.
                .setConcurrentExecution(Scheduled.ConcurrentExecution.PROCEED)
                .setAsyncTask(execution -> look())
                .schedule();
    }

    /** What is known of the keys at {@code source}; empty before the first look after it came. */
    public Optional<FetchedKeys<K>> at(S source) {
        return Optional.ofNullable(sources.get(source));
    }

    public boolean isUsable(FetchedKeys<K> keys) {
        return keys.isUsable(clock.instant());
    }

    /** Of how many publishers {@code which} holds. */
    public long count(Predicate<FetchedKeys<K>> which) {
        return sources.values().stream().filter(which).count();
    }

    /** Follows who is present, and starts what is due as far as there is room. */
    public synchronized Uni<Void> look() {
        Set<S> current = present.get();
        sources.keySet().retainAll(current);
        Instant now = clock.instant();
        for (S source : current) {
            FetchedKeys<K> keys =
                    sources.computeIfAbsent(source, unknown -> new FetchedKeys<>(times, PublishedKeys::random));
            if (keys.isDue(now) && waiting.add(source)) {
                queue.add(source);
            }
        }
        int more = Math.min(queue.size(), AT_ONCE - fetching.get());
        fetching.addAndGet(more);
        return Multi.createFrom()
                .range(0, more)
                .onItem()
                .transformToUni(worker -> untilQueueIsEmpty())
                .merge(AT_ONCE)
                .onItem()
                .ignoreAsUni();
    }

    private Uni<Void> untilQueueIsEmpty() {
        return Multi.createBy()
                .repeating()
                .uni(this::fetchNext)
                .whilst(fetched -> fetched)
                .onItem()
                .ignoreAsUni()
                .onTermination()
                .invoke(fetching::decrementAndGet);
    }

    /** False if there is nothing to fetch. Never fails. */
    private Uni<Boolean> fetchNext() {
        S source = queue.poll();
        if (source == null) {
            return Uni.createFrom().item(false);
        }
        return fetch.apply(source)
                .invoke(keys -> fetched(source, keys))
                .replaceWith(true)
                .onFailure()
                .recoverWithItem(failure -> failed(source, failure))
                .eventually(() -> waiting.remove(source));
    }

    private void fetched(S source, Map<String, K> keys) {
        FetchedKeys<K> known = sources.get(source);
        if (known != null && known.fetched(keys, clock.instant())) {
            news.fetchedAgain(source);
        }
    }

    /** Told once per outage: the tries that follow fail the same way. */
    private boolean failed(S source, Throwable failure) {
        String problem =
                failure instanceof KeysNotFetched known ? String.valueOf(known.getMessage()) : "internal error";
        FetchedKeys<K> known = sources.get(source);
        if (known != null && known.failed(problem, clock.instant())) {
            news.notFetched(source, problem);
        }
        return true;
    }

    private static double random() {
        return ThreadLocalRandom.current().nextDouble();
    }
}
