package dev.jeton.service.keys;

import io.quarkus.tls.CertificateUpdatedEvent;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Makes clients that fetch keys, and has them follow their certificates. Safe for concurrent use. */
@Singleton
public class KeyClients {
    private final Vertx vertx;
    private final TlsConfigurationRegistry registry;
    private final List<KeyFetch> clients = new CopyOnWriteArrayList<>();

    KeyClients(Vertx vertx, TlsConfigurationRegistry registry) {
        this.vertx = vertx;
        this.registry = registry;
    }

    /** A client over the TLS configuration {@code tls}, for as long as the service runs; as {@link KeyFetch#KeyFetch} says. */
    public KeyFetch over(String tls) {
        KeyFetch client = new KeyFetch(vertx, registry, tls);
        clients.add(client);
        return client;
    }

    void follow(@Observes CertificateUpdatedEvent event) {
        clients.forEach(client -> client.follow(event));
    }
}
