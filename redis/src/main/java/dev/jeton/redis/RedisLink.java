package dev.jeton.redis;

import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.RedisReadOnlyException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.resource.ClientResources;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Keeps one connection to Redis open: from before the first one succeeds until {@link #close}.
 *
 * <p>Lettuce could reconnect by itself, but not before a first connection has succeeded, and it keeps a connection whose
 * other end has silently gone. So each connection here lives once, what is on its way when it breaks fails and is not
 * sent again, a heartbeat ends the silent ones, and the next one is opened after a bounded, jittered delay.
 */
final class RedisLink implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(RedisLink.class.getName());

    private static final Duration HEARTBEAT = Duration.ofSeconds(1);
    private static final long FIRST_DELAY_MILLIS = 50;
    private static final long LONGEST_DELAY_MILLIS = 2_000;

    private final RedisSettings settings;
    private final ClientResources resources;
    private final RedisClient client;
    private final RedisURI uri;

    private volatile Optional<RedisSession> session = Optional.empty();
    private volatile boolean closed;
    private volatile Runnable onReplaced = () -> {};
    private int failedAttempts;

    private RedisLink(RedisSettings settings) {
        this.settings = settings;
        this.resources = LettuceSetup.resources();
        this.client = RedisClient.create(resources);
        this.client.setOptions(LettuceSetup.options(settings));
        this.uri = LettuceSetup.uri(settings);
    }

    static RedisLink open(RedisSettings settings) {
        RedisLink link = new RedisLink(settings);
        link.connect();
        return link;
    }

    /** What {@code work} makes of the open connection; a failure at once when there is none. */
    <T> CompletionStage<T> use(Function<RedisSession, CompletionStage<T>> work) {
        Optional<RedisSession> current = session;
        if (current.isEmpty()) {
            return CompletableFuture.failedFuture(new RedisUnavailable("Redis: not connected"));
        }
        return work.apply(current.get()).whenComplete((answer, failure) -> {
            if (failure != null && RedisScripts.root(failure) instanceof RedisReadOnlyException) {
                lose(current.get(), "it is a replica now");
            }
        });
    }

    /** The server's {@link ServerIdentity}, if it is connected and a master. */
    Optional<String> server() {
        return session.flatMap(RedisSession::server);
    }

    /** Calls {@code action} when the server has replaced its data: before any answer that comes from the new ones. */
    void onReplaced(Runnable action) {
        onReplaced = action;
    }

    private void connect() {
        if (closed) {
            return;
        }
        var unused = client.connectAsync(ByteArrayCodec.INSTANCE, uri).whenComplete((connection, failure) -> {
            if (failure == null) {
                introduce(connection);
            } else {
                notConnected(failure);
            }
        });
    }

    private void introduce(StatefulRedisConnection<byte[], byte[]> connection) {
        RedisSession fresh = new RedisSession(connection, () -> onReplaced.run());
        var unused = fresh.introduce().whenComplete((nothing, failure) -> {
            if (failure != null) {
                // Scripts that no fence guards run all the same; the fence stays closed.
                LOG.log(
                        System.Logger.Level.WARNING,
                        "Redis {0}:{1,number,#}: does not say who it is (needs CLIENT TRACKING and INFO): {2}",
                        uri.getHost(),
                        uri.getPort(),
                        failure.getMessage());
            }
            adopt(connection, fresh);
        });
    }

    private synchronized void adopt(StatefulRedisConnection<byte[], byte[]> connection, RedisSession fresh) {
        if (closed || !fresh.isOpen()) {
            fresh.close();
            connectLater();
            return;
        }
        connection.addListener(new RedisConnectionStateListener() {
            @Override
            public void onRedisDisconnected(RedisChannelHandler<?, ?> handler) {
                lose(fresh, "disconnected");
            }
        });
        failedAttempts = 0;
        session = Optional.of(fresh);
        LOG.log(System.Logger.Level.INFO, "Redis {0}:{1,number,#}: connected", uri.getHost(), uri.getPort());
        beatLater(fresh);
    }

    private synchronized void notConnected(Throwable failure) {
        // Once per outage: the attempts that follow say the same.
        if (failedAttempts == 0 && !closed) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "Redis {0}:{1,number,#}: cannot connect, trying on: {2}",
                    uri.getHost(),
                    uri.getPort(),
                    failure.getMessage());
        }
        connectLater();
    }

    private synchronized void lose(RedisSession lost, String reason) {
        if (session.filter(current -> current == lost).isEmpty()) {
            return;
        }
        session = Optional.empty();
        lost.close();
        if (!closed) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "Redis {0}:{1,number,#}: connection lost: {2}",
                    uri.getHost(),
                    uri.getPort(),
                    reason);
        }
        connectLater();
    }

    private synchronized void connectLater() {
        if (closed) {
            return;
        }
        long ceiling = Math.min(LONGEST_DELAY_MILLIS, FIRST_DELAY_MILLIS << Math.min(failedAttempts, 10));
        failedAttempts++;
        // Jittered, so that many services do not return to a restarted Redis in one step.
        long delayMillis = ThreadLocalRandom.current().nextLong(ceiling / 2, ceiling + 1);
        var unused = resources.eventExecutorGroup().schedule(this::connect, delayMillis, TimeUnit.MILLISECONDS);
    }

    private synchronized void beatLater(RedisSession beating) {
        if (closed) {
            return;
        }
        var unused = resources
                .eventExecutorGroup()
                .schedule(() -> beat(beating), HEARTBEAT.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void beat(RedisSession beating) {
        if (session.filter(current -> current == beating).isEmpty()) {
            return;
        }
        Duration allowed = settings.commandTimeout().plus(HEARTBEAT.multipliedBy(2));
        if (!beating.isOpen() || beating.silence().compareTo(allowed) > 0) {
            lose(beating, "silent");
            return;
        }
        // Whether it is answered shows in the silence: with a full queue it cannot even be sent.
        var unused = beating.beat();
        beatLater(beating);
    }

    @Override
    public void close() {
        Optional<RedisSession> last;
        synchronized (this) {
            closed = true;
            last = session;
            session = Optional.empty();
        }
        last.ifPresent(RedisSession::close);
        client.shutdown(0, 2, TimeUnit.SECONDS);
        resources.shutdown(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
