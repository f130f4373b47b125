package dev.jeton.issuer.it;

import dev.jeton.dev.stack.DevPostgres;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Two replicas, started at once on an empty database, for all tests of this JVM; the run's shutdown hook ends them. */
final class Issuers {
    private static final DevPostgres.Database DATABASE =
            Stores.shared().postgres.createDatabase("issuer", "issuer");
    /** Providers' keys by URL come and go within seconds. */
    private static final Map<String, String> SETTINGS = Map.of(
            "jeton.issuer.msp.keys.refresh-every",
            "PT1S",
            "jeton.issuer.msp.keys.retry-every",
            "PT1S",
            "quarkus.tls.msp-keys.trust-store.pem.certs",
            Stores.shared().authority.certificateFile().toString());

    private static final CompletableFuture<IssuerProcess> SECOND =
            CompletableFuture.supplyAsync(() -> IssuerProcess.on(DATABASE, "second", SETTINGS));
    private static final IssuerProcess FIRST = IssuerProcess.on(DATABASE, "first", SETTINGS);

    private Issuers() {}

    static IssuerProcess first() {
        return FIRST;
    }

    static IssuerProcess second() {
        return SECOND.join();
    }

    static DevPostgres.Database database() {
        return DATABASE;
    }
}
