package dev.jeton.issuer.it;

import dev.jeton.dev.stack.DevPostgres;
import dev.jeton.dev.stack.TalkativeLog;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Two replicas, started at once on an empty database, for all tests of this JVM; the run's shutdown hook ends them. */
final class Issuers {
    private static final DevPostgres.Database DATABASE =
            Stores.shared().postgres.createDatabase("issuer", "issuer");
    private static final Map<String, String> SETTINGS = settings();

    private static final CompletableFuture<IssuerProcess> SECOND =
            CompletableFuture.supplyAsync(() -> IssuerProcess.on(DATABASE, "second", SETTINGS));
    private static final IssuerProcess FIRST = IssuerProcess.on(DATABASE, "first", SETTINGS);

    private Issuers() {}

    /** Providers' keys by URL come and go within seconds. PrivacyIT reads the log. */
    private static Map<String, String> settings() {
        Map<String, String> settings = TalkativeLog.ofLibraries();
        settings.put("jeton.issuer.msp.keys.refresh-every", "PT1S");
        settings.put("jeton.issuer.msp.keys.retry-every", "PT1S");
        settings.put(
                "quarkus.tls.msp-keys.trust-store.pem.certs",
                Stores.shared().authority.certificateFile().toString());
        return settings;
    }

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
