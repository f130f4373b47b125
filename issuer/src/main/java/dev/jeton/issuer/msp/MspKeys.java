package dev.jeton.issuer.msp;

import dev.jeton.crypto.csi.MspUri;
import dev.jeton.service.jwt.VerificationKey;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduler;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
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
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Providers' keys, from their documents or from where they publish them. A request never waits for a provider: keys are
 * fetched in the background, {@value #AT_ONCE} providers at once, and what was fetched last is what counts.
 */
@Singleton
public class MspKeys {
    static final int AT_ONCE = 32;

    private static final Logger LOG = Logger.getLogger("jeton.issuer");

    private final Supplier<List<Msp>> registered;
    private final MspConfig.Keys config;
    private final Function<URI, Uni<Map<String, VerificationKey>>> fetch;
    private final InstantSource clock;
    private final Map<Source, FetchedKeys> sources = new ConcurrentHashMap<>();
    private final Set<Source> waiting = ConcurrentHashMap.newKeySet();
    private final Queue<Source> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger fetching = new AtomicInteger();

    /** Keys of the provider's last URL are not those of its present one. */
    private record Source(MspUri msp, URI url) {}

    @Inject
    MspKeys(MspRegistry registry, MspConfig config, KeyFetch fetch, InstantSource clock, MeterRegistry meters) {
        this(registry::all, config.keys(), fetch::fetch, clock);
        meters.gauge(
                "jeton.issuer.msp.keys.stale",
                Tags.of("keys", "kept"),
                this,
                all -> all.count(keys -> keys.isFailing() && isUsable(keys)));
        meters.gauge(
                "jeton.issuer.msp.keys.stale",
                Tags.of("keys", "none"),
                this,
                all -> all.count(keys -> !isUsable(keys)));
    }

    /** @param fetch fails with {@link KeysNotFetched} */
    MspKeys(
            Supplier<List<Msp>> registered,
            MspConfig.Keys config,
            Function<URI, Uni<Map<String, VerificationKey>>> fetch,
            InstantSource clock) {
        this.registered = registered;
        this.config = config;
        this.fetch = fetch;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event, Scheduler scheduler) {
        Duration second = Duration.ofSeconds(1);
        if (config.retryEvery().compareTo(second) < 0
                || config.refreshEvery().compareTo(config.retryEvery()) < 0
                || config.grace().compareTo(config.refreshEvery()) < 0) {
            throw new IllegalArgumentException(
                    "jeton.issuer.msp.keys: expected PT1S <= retry-every <= refresh-every <= grace");
        }
        scheduler
                .newJob("providers' keys")
                .setInterval(second.toString())
                // One that waits for a provider does not keep the next from looking; fetching bounds them all.
                .setConcurrentExecution(Scheduled.ConcurrentExecution.PROCEED)
                .setAsyncTask(execution -> look())
                .schedule();
    }

    /** Whether {@code msp} has keys that may be used now. */
    boolean areUsable(Msp msp) {
        return msp.keysUrl().isEmpty() || fetched(msp).filter(this::isUsable).isPresent();
    }

    /** The key of {@code msp} that is called {@code keyId}. Asking for one that is not known has all fetched again soon. */
    Optional<VerificationKey> find(Msp msp, String keyId) {
        return msp.keysUrl().isEmpty()
                ? Optional.ofNullable(msp.keys().get(keyId))
                : fetched(msp).flatMap(keys -> keys.find(keyId));
    }

    /** How fetching goes, for a provider whose keys are fetched. */
    public Optional<KeyFreshness> freshness(Msp msp) {
        return fetched(msp).map(FetchedKeys::freshness);
    }

    /** How many keys of {@code msp} may be used now. */
    public int count(Msp msp) {
        return msp.keysUrl().isEmpty()
                ? msp.keys().size()
                : fetched(msp).filter(this::isUsable).map(FetchedKeys::count).orElse(0);
    }

    private Optional<FetchedKeys> fetched(Msp msp) {
        return msp.keysUrl().map(url -> new Source(msp.name(), url)).map(sources::get);
    }

    /** Follows the registry, and starts what is due as far as there is room. */
    synchronized Uni<Void> look() {
        Set<Source> present = registered.get().stream()
                .flatMap(msp -> msp.keysUrl().stream().map(url -> new Source(msp.name(), url)))
                .collect(Collectors.toSet());
        sources.keySet().retainAll(present);
        Instant now = clock.instant();
        for (Source source : present) {
            FetchedKeys keys = sources.computeIfAbsent(source, unknown -> new FetchedKeys(config, MspKeys::random));
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
        Source source = queue.poll();
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

    private void fetched(Source source, Map<String, VerificationKey> keys) {
        FetchedKeys known = sources.get(source);
        if (known != null && known.fetched(keys, clock.instant())) {
            LOG.infof("event=msp-keys-fetched-again msp=%s", source.msp());
        }
    }

    /** Told once per outage: the tries that follow fail the same way. */
    private boolean failed(Source source, Throwable failure) {
        String problem =
                failure instanceof KeysNotFetched known ? String.valueOf(known.getMessage()) : "internal error";
        FetchedKeys known = sources.get(source);
        if (known != null && known.failed(problem, clock.instant())) {
            LOG.warnf("event=msp-keys-not-fetched msp=%s cause=\"%s\"", source.msp(), problem);
        }
        return true;
    }

    private double count(Predicate<FetchedKeys> which) {
        return sources.values().stream().filter(which).count();
    }

    private boolean isUsable(FetchedKeys keys) {
        return keys.isUsable(clock.instant());
    }

    private static double random() {
        return ThreadLocalRandom.current().nextDouble();
    }
}
