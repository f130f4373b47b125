package dev.jeton.lookup.mappings;

import dev.jeton.crypto.jose.DatedKey;
import dev.jeton.crypto.jose.DatedKeySet;
import dev.jeton.crypto.mapping.CsipTrustFile;
import dev.jeton.service.keys.FetchedKeys;
import dev.jeton.service.keys.KeySource;
import dev.jeton.service.keys.KeyTimes;
import dev.jeton.service.keys.PublishedKeys;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduler;
import io.smallrye.mutiny.Uni;
import java.net.URI;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** The keys that CSIPs publish themselves, for those whom the trust file gives a {@code jwks-uri}. */
final class CsipKeys {
    private static final Logger LOG = Logger.getLogger("jeton.lookup");

    private final PublishedKeys<String, DatedKey> published;

    /**
     * Keys that nobody fetches before {@link #start}.
     *
     * @param file as it is in force
     * @param fetch fails with {@link dev.jeton.service.keys.KeysNotFetched}
     */
    CsipKeys(
            Supplier<CsipTrustFile> file,
            KeyTimes times,
            Function<URI, Uni<Map<String, DatedKey>>> fetch,
            InstantSource clock) {
        this.published = new PublishedKeys<>(() -> sources(file.get()), times, fetch, clock, LOG, "csip");
    }

    void start(Scheduler scheduler, MeterRegistry meters) {
        published.countStale(meters, "jeton.lookup.csip.keys.stale");
        published.start(scheduler, "CSIPs' keys");
    }

    Uni<Void> look() {
        return published.look();
    }

    /** The keys that may be used now, by the name of their CSIP. */
    Map<String, DatedKeySet> usable(CsipTrustFile file) {
        Map<String, DatedKeySet> usable = new HashMap<>();
        for (KeySource<String> source : sources(file)) {
            published
                    .at(source)
                    .filter(published::isUsable)
                    .map(FetchedKeys::all)
                    // In one order on every replica, whatever the order in which each got them: all publish the same
                    // bytes.
                    .ifPresent(keys -> usable.put(source.publisher(), new DatedKeySet(new TreeMap<>(keys))));
        }
        return usable;
    }

    private static Set<KeySource<String>> sources(CsipTrustFile file) {
        return file.keysAt().entrySet().stream()
                .map(at -> new KeySource<>(at.getKey(), at.getValue()))
                .collect(Collectors.toSet());
    }
}
