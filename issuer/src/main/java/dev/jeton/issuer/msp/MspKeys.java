package dev.jeton.issuer.msp;

import dev.jeton.crypto.csi.MspUri;
import dev.jeton.crypto.jose.JwkSet;
import dev.jeton.service.jwt.VerificationKey;
import dev.jeton.service.keys.FetchedKeys;
import dev.jeton.service.keys.KeyClients;
import dev.jeton.service.keys.KeyFetch;
import dev.jeton.service.keys.KeyFreshness;
import dev.jeton.service.keys.KeySource;
import dev.jeton.service.keys.KeyTimes;
import dev.jeton.service.keys.PublishedKeys;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduler;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** Providers' keys, from their documents or from where they publish them. A request never waits for a provider. */
@Singleton
public class MspKeys {
    private static final Logger LOG = Logger.getLogger("jeton.issuer");

    private static final String TLS = "msp-keys";

    private final PublishedKeys<MspUri, VerificationKey> published;

    @Inject
    MspKeys(MspRegistry registry, MspConfig config, KeyClients clients, InstantSource clock, MeterRegistry meters) {
        this(registry::all, times(config.keys()), fetchOver(clients.over(TLS)), clock);
        published.countStale(meters, "jeton.issuer.msp.keys.stale");
    }

    /** @param fetch fails with {@link dev.jeton.service.keys.KeysNotFetched} */
    MspKeys(
            Supplier<List<Msp>> registered,
            KeyTimes times,
            Function<URI, Uni<Map<String, VerificationKey>>> fetch,
            InstantSource clock) {
        this.published = new PublishedKeys<>(() -> sources(registered.get()), times, fetch, clock, LOG, "msp");
    }

    private static Function<URI, Uni<Map<String, VerificationKey>>> fetchOver(KeyFetch client) {
        return url -> client.fetch(url, body -> VerificationKey.of(JwkSet.parse(body)));
    }

    private static KeyTimes times(MspConfig.Keys config) {
        return new KeyTimes(config.refreshEvery(), config.retryEvery(), config.grace())
                .requireSensible("jeton.issuer.msp.keys");
    }

    private static Set<KeySource<MspUri>> sources(List<Msp> msps) {
        return msps.stream()
                .flatMap(msp -> msp.keysUrl().stream().map(url -> new KeySource<>(msp.name(), url)))
                .collect(Collectors.toSet());
    }

    void start(@Observes StartupEvent event, Scheduler scheduler) {
        published.start(scheduler, "providers' keys");
    }

    Uni<Void> look() {
        return published.look();
    }

    /** Whether {@code msp} has keys that may be used now. */
    boolean areUsable(Msp msp) {
        return msp.keysUrl().isEmpty()
                || fetched(msp).filter(published::isUsable).isPresent();
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
                : fetched(msp)
                        .filter(published::isUsable)
                        .map(keys -> keys.all().size())
                        .orElse(0);
    }

    private Optional<FetchedKeys<VerificationKey>> fetched(Msp msp) {
        return msp.keysUrl().map(url -> new KeySource<>(msp.name(), url)).flatMap(published::at);
    }
}
