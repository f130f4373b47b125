package dev.jeton.service.store;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import jakarta.inject.Singleton;
import org.flywaydb.core.Flyway;

/**
 * Brings the database's schema up to date before it is first used, and not at start: a service that starts while
 * PostgreSQL is away comes up, says that it is not ready, and recovers by itself. Replicas may race; Flyway locks.
 */
@Singleton
class Schema {
    private final Flyway flyway;
    private final Vertx vertx;
    private volatile boolean current;

    Schema(Flyway flyway, Vertx vertx) {
        this.flyway = flyway;
        this.vertx = vertx;
    }

    Uni<Void> ensureCurrent() {
        if (current) {
            return Uni.createFrom().voidItem();
        }
        return vertx.executeBlocking(flyway::migrate)
                .invoke(() -> current = true)
                .replaceWithVoid();
    }
}
