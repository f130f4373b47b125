package dev.jeton.bench.floor;

import dev.jeton.redis.LuaScript;
import dev.jeton.redis.RedisScripts;
import dev.jeton.redis.RedisSettings;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.hibernate.reactive.mutiny.Mutiny;

@Singleton
@Path("/v1/lookups")
class FloorResource {
    // Columns, not entities: Quarkus lets immutable entities be cached by reference, and to look there Hibernate
    // Reactive wants
    // a session that is not stateless. Lookup reads columns as well.
    private static final String ANY = "select rowKey, document from FloorRow order by rowKey";
    private static final String ONE = "select rowKey, document from FloorRow where rowKey = :key";

    private static final LuaScript SCRIPT = LuaScript.resource(FloorResource.class, "floor.lua");
    /** A stall of the machine counts as latency, and ends nothing. */
    private static final Duration COMMAND_TIMEOUT = Duration.ofSeconds(10);

    private static final int SAMPLE = 10_000;
    private static final int BUCKETS = 8192;
    private static final int NULLIFIER_BYTES = 12;
    private static final int TAG_BYTES = 16;

    private final Mutiny.SessionFactory sessions;
    private final RedisScripts redis;
    /** Rows to ask for: hashes, so those that come first in their order are spread over the table. */
    private volatile List<byte[]> rowKeys = List.of();

    FloorResource(Mutiny.SessionFactory sessions, FloorConfig config) throws IOException {
        this.sessions = sessions;
        this.redis = RedisScripts.open(new RedisSettings(
                config.redis(),
                Optional.of(config.trustCertificates()),
                Optional.empty(),
                Optional.of(config.passwordFile()),
                COMMAND_TIMEOUT,
                RedisSettings.DEFAULT_CONNECT_TIMEOUT,
                RedisSettings.DEFAULT_MAX_WAITING));
    }

    /** Chooses the rows. */
    @GET
    public Uni<Response> ready() {
        return sessions.withStatelessSession(session -> session.createQuery(ANY, Row.class)
                        .setMaxResults(SAMPLE)
                        .getResultList())
                .invoke(found -> rowKeys = found.stream().map(Row::rowKey).toList())
                .chain(redis::ping)
                .map(time -> Response.ok().build());
    }

    @POST
    @Consumes("application/json")
    @Produces("application/json")
    public Uni<byte[]> answer(byte[] question) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        List<byte[]> keys = rowKeys;
        byte[] rowKey = keys.get(random.nextInt(keys.size()));
        byte[] nullifier = new byte[NULLIFIER_BYTES];
        byte[] tag = new byte[TAG_BYTES];
        random.nextBytes(nullifier);
        random.nextBytes(tag);
        byte[] bucket = {(byte) 'f', (byte) random.nextInt(BUCKETS / 256), (byte) random.nextInt(256)};
        return redis.run(SCRIPT, List.of(bucket), List.of(nullifier, tag))
                .chain(() -> sessions.withStatelessSession(session -> session.createQuery(ONE, Row.class)
                        .setParameter("key", rowKey)
                        .getSingleResult()
                        .map(Row::document)));
    }

    @PreDestroy
    void end() {
        redis.close();
    }

    @SuppressWarnings("ArrayRecordComponent") // Never compared: it is on its way to the client.
    record Row(byte[] rowKey, byte[] document) {}
}
