package dev.jeton.issuer.it;

import dev.jeton.dev.stack.DevPostgres;
import java.util.concurrent.CompletableFuture;

/** Two replicas, started at once on an empty database, for all tests of this JVM; the run's shutdown hook ends them. */
final class Issuers {
    private static final DevPostgres.Database DATABASE =
            Stores.shared().postgres.createDatabase("issuer", "issuer");
    private static final CompletableFuture<IssuerProcess> SECOND =
            CompletableFuture.supplyAsync(() -> IssuerProcess.on(DATABASE, "second"));
    private static final IssuerProcess FIRST = IssuerProcess.on(DATABASE, "first");

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
