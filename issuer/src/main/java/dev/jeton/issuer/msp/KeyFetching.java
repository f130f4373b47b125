package dev.jeton.issuer.msp;

import dev.jeton.crypto.jose.JwkSet;
import dev.jeton.service.jwt.VerificationKey;
import dev.jeton.service.keys.KeyFetch;
import io.quarkus.tls.CertificateUpdatedEvent;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Map;

/** Fetches providers' keys, over the TLS configuration {@value #TLS}. */
@Singleton
class KeyFetching {
    private static final String TLS = "msp-keys";

    private final KeyFetch fetch;

    KeyFetching(Vertx vertx, TlsConfigurationRegistry registry) {
        this.fetch = new KeyFetch(vertx, registry, TLS);
    }

    void follow(@Observes CertificateUpdatedEvent event) {
        fetch.follow(event);
    }

    /** The keys at {@code url} by {@code kid}. Fails with {@link dev.jeton.service.keys.KeysNotFetched}. */
    Uni<Map<String, VerificationKey>> fetch(URI url) {
        return fetch.fetch(url, body -> VerificationKey.of(JwkSet.parse(body)));
    }
}
