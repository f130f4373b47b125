package dev.jeton.service.keys;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduler;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.net.URI;
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
import org.jboss.logging.Logger;

/**
 * The keys that a changing set of publishers publish. Nobody waits for a publisher: keys are fetched in the background,
 * {@value #AT_ONCE} publishers at once, and what was fetched last is what counts. Safe for concurrent use.
 *
 * @param <P> a publisher
 * @param <K> a key
 */
public final class PublishedKeys<P, K> {
    public static final int AT_ONCE = 32;

    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    private final Supplier<Set<KeySource<P>>> present;
    private final KeyTimes times;
    private final Function<URI, Uni<Map<String, K>>> fetch;
    private final InstantSource clock;
    private final KeyOutages<P> outages;
    private final Map<KeySource<P>, FetchedKeys<K>> sources = new ConcurrentHashMap<>();
    private final Set<KeySource<P>> waiting = ConcurrentHashMap.newKeySet();
    private final Queue<KeySource<P>> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger fetching = new AtomicInteger();

    /**
     * Keys that nobody fetches before {@link #start}.
     *
     * @param present who publishes at the moment
     * @param fetch fails with {@link KeysNotFetched}
     * @param events is told once of each outage and once of its end, {@code event=msp-keys-not-fetched msp=...}
     * @param kind of publisher, {@code msp}
     */
    public PublishedKeys(
            Supplier<Set<KeySource<P>>> present,
            KeyTimes times,
            Function<URI, Uni<Map<String, K>>> fetch,
            InstantSource clock,
            Logger events,
            String kind) {
        this.present = present;
        this.times = times;
        this.fetch = fetch;
        this.clock = clock;
        this.outages = new KeyOutages<>(events, kind);
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
    public Optional<FetchedKeys<K>> at(KeySource<P> source) {
        return Optional.ofNullable(sources.get(source));
    }

    public boolean isUsable(FetchedKeys<K> keys) {
        return keys.isUsable(clock.instant());
    }

    /**
     * Has {@code meters} count under {@code name} the publishers whose keys cannot be fetched: {@code keys=kept} where the last
     * good ones are used, {@code keys=none} where there are none to be used.
     */
    public void countStale(MeterRegistry meters, String name) {
        meters.gauge(
                name, Tags.of("keys", "kept"), this, all -> all.count(keys -> keys.isFailing() && all.isUsable(keys)));
        meters.gauge(name, Tags.of("keys", "none"), this, all -> all.count(keys -> !all.isUsable(keys)));
    }

    private long count(Predicate<FetchedKeys<K>> which) {
        return sources.values().stream().filter(which).count();
    }

    /** Follows who is present, and starts what is due as far as there is room. */
    public synchronized Uni<Void> look() {
        Set<KeySource<P>> current = present.get();
        sources.keySet().retainAll(current);
        Instant now = clock.instant();
        for (KeySource<P> source : current) {
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
        KeySource<P> source = queue.poll();
        if (source == null) {
            return Uni.createFrom().item(false);
        }
        return fetch.apply(source.url())
                .invoke(keys -> fetched(source, keys))
                .replaceWith(true)
                .onFailure()
                .recoverWithItem(failure -> failed(source, failure))
                .eventually(() -> waiting.remove(source));
    }

    private void fetched(KeySource<P> source, Map<String, K> keys) {
        FetchedKeys<K> known = sources.get(source);
        if (known != null && known.fetched(keys, clock.instant())) {
            outages.over(source);
        }
    }

    /** Told once per outage: the tries that follow fail the same way. */
    private boolean failed(KeySource<P> source, Throwable failure) {
        String problem =
                failure instanceof KeysNotFetched known ? String.valueOf(known.getMessage()) : "internal error";
        FetchedKeys<K> known = sources.get(source);
        if (known != null && known.failed(problem, clock.instant())) {
            outages.begun(source, problem);
        }
        return true;
    }

    private static double random() {
        return ThreadLocalRandom.current().nextDouble();
    }
}
