package dev.jeton.lookup.atrest;

import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.SqlConnectOptions;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * The pool as configured, with two bounds that have no setting of their own: how long a connection attempt may take, a
 * minute by default, and how many requests may wait for a connection, any number by default.
 *
 * <p>The pool's own timer for those who wait is off, since {@link StoreSessions} has one: it fires after failed attempts
 * too, and then logs an error for each.
 */
@Singleton
class BoundedPool implements PgPoolCreator {
    private final StoreConfig config;

    BoundedPool(StoreConfig config) {
        this.config = config;
    }

    @Override
    public Pool create(Input input) {
        int timeoutMillis = Math.toIntExact(config.timeout().toMillis());
        PoolOptions bounded = input.poolOptions().setConnectionTimeout(0).setMaxWaitQueueSize(config.maxWaiting());
        List<PgConnectOptions> servers = input.pgConnectOptionsList();
        servers.forEach(server -> server.setConnectTimeout(timeoutMillis));
        return PgBuilder.pool()
                .with(bounded)
                .connectingTo(List.<SqlConnectOptions>copyOf(servers))
                .using(input.vertx())
                .build();
    }
}
