package dev.jeton.issuer.it;

import dev.jeton.dev.stack.DevPostgres;
import dev.jeton.dev.stack.DevRedis;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Two replicas on a PostgreSQL and a Redis of their own, for a test that disturbs them. In Redis they may do what
 * docs/operations/issuer.md says that they need.
 */
final class OwnIssuers implements AutoCloseable {
    private static final Stores SHARED = Stores.shared();
    private static final String PASSWORD = "of-the-issuers";
    private static final String RIGHTS = "~{quota/* -@all +ping +info +client|setname +client|tracking"
            + " +evalsha +eval +hmget +hget +hset +hexists +hincrby +expireat";

    final DevPostgres postgres =
            DevPostgres.in(SHARED.run).tls(SHARED.authority).start();
    final DevRedis redis;
    final DevPostgres.Database database = postgres.createDatabase("issuer", "issuer");
    final IssuerProcess first;
    final IssuerProcess second;

    /**
     * @param policies documents, in place of those that the tests share
     * @param appendOnly whether Redis still knows what it knew after it has ended
     */
    OwnIssuers(List<String> policies, boolean appendOnly) {
        redis = DevRedis.in(SHARED.run)
                .appendOnly(appendOnly)
                .setting("user", "issuer on >" + PASSWORD + " " + RIGHTS)
                .tls(SHARED.authority)
                .start();
        Path directory = SHARED.run.newDirectory("own-policies");
        Path passwordFile = SHARED.run.path().resolve("issuers-redis-password");
        try {
            Files.writeString(passwordFile, PASSWORD);
            for (String policy : policies) {
                Files.writeString(directory.resolve("policy-" + policies.indexOf(policy) + ".yaml"), policy);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, String> settings = new HashMap<>();
        settings.put("jeton.issuer.quota.directory", directory.toString());
        settings.put("jeton.issuer.quota.redis.uri", redis.uri().toString());
        // Redis waits for the disk at each write, and the disk may have other things to do.
        settings.put("jeton.issuer.quota.redis.timeout", "PT5S");
        settings.put("jeton.issuer.quota.redis.username", "issuer");
        settings.put("jeton.issuer.quota.redis.password-file", passwordFile.toString());
        CompletableFuture<IssuerProcess> other =
                CompletableFuture.supplyAsync(() -> IssuerProcess.on(database, "own-second", settings));
        first = IssuerProcess.on(database, "own-first", settings);
        second = other.join();
    }

    List<IssuerProcess> both() {
        return List.of(first, second);
    }

    RedisAdmin admin() {
        return new RedisAdmin(redis, SHARED.authority);
    }

    /** The one number that {@code query} asks their database for. */
    long read(String query) {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(query, e);
        }
    }

    void execute(String change) {
        try {
            database.execute(change);
        } catch (SQLException e) {
            throw new IllegalStateException(change, e);
        }
    }

    void awaitReady() {
        both().forEach(IssuerProcess::awaitReady);
    }

    @Override
    public void close() {
        both().forEach(IssuerProcess::stop);
        redis.stop();
        postgres.stop();
    }
}
