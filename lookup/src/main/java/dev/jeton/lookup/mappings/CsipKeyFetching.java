package dev.jeton.lookup.mappings;

import dev.jeton.crypto.jose.DatedKey;
import dev.jeton.crypto.jose.DatedKeySet;
import dev.jeton.service.keys.KeyFetch;
import io.quarkus.tls.CertificateUpdatedEvent;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Map;

/** Fetches CSIPs' keys, over the TLS configuration {@value #TLS}. */
@Singleton
class CsipKeyFetching {
    private static final String TLS = "csip-keys";

    private final KeyFetch fetch;

    CsipKeyFetching(Vertx vertx, TlsConfigurationRegistry registry) {
        this.fetch = new KeyFetch(vertx, registry, TLS);
    }

    void follow(@Observes CertificateUpdatedEvent event) {
        fetch.follow(event);
    }

    /** The keys at {@code url} by {@code kid}. Fails with {@link dev.jeton.service.keys.KeysNotFetched}. */
    Uni<Map<String, DatedKey>> fetch(URI url) {
        return fetch.fetch(url, body -> DatedKeySet.parse(body).keys());
    }
}
