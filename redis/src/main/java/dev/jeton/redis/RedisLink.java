package dev.jeton.redis;

import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.api.StatefulRedisConnection;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Keeps one connection to one server open: from before the first one succeeds until {@link #close}.
 *
 * <p>Lettuce could reconnect by itself, but not before a first connection has succeeded, and it keeps a connection whose
 * other end has silently gone. So each connection here lives once, what is on its way when it breaks fails and is not
 * sent again, a heartbeat ends the silent ones, and the next one is opened after a bounded, jittered delay.
 */
final class RedisLink {
    private static final System.Logger LOG = System.getLogger(RedisLink.class.getName());

    static final Duration HEARTBEAT = Duration.ofSeconds(1);

    private final RedisSettings settings;
    private final Connector connector;
    private final RedisAddress address;
    private final Listener listener;
    private final Backoff backoff = new Backoff();

    private volatile Optional<RedisSession> session = Optional.empty();
    private volatile boolean closed;

    /** Hears what becomes of a link, on threads that must not be kept waiting. */
    interface Listener {
        /** The server of that identity has replaced its data; before any answer that comes from the new ones. */
        void replaced(String server);

        /** The server has said who it is; also if that is nobody. */
        void heard();

        /** The connection is gone, or the server refuses a command because it is not the one to ask. */
        void trouble();
    }

    private RedisLink(RedisSettings settings, Connector connector, RedisAddress address, Listener listener) {
        this.settings = settings;
        this.connector = connector;
        this.address = address;
        this.listener = listener;
    }

    static RedisLink open(RedisSettings settings, Connector connector, RedisAddress address, Listener listener) {
        RedisLink link = new RedisLink(settings, connector, address, listener);
        link.connect();
        return link;
    }

    /** The script's answer; a failure at once when there is no connection. As {@link ScriptRun#start}. */
    CompletableFuture<List<Long>> run(ScriptCall call) {
        Optional<RedisSession> current = session;
        return current.isPresent()
                ? ScriptRun.start(this, current.get(), call)
                : CompletableFuture.failedFuture(new RedisUnavailable("Redis: not connected"));
    }

    /** How long the server takes to answer a {@code PING}. */
    CompletionStage<Duration> ping() {
        return session.map(RedisSession::ping)
                .orElseGet(() -> CompletableFuture.failedFuture(new RedisUnavailable("Redis: not connected")));
    }

    /** Draws the consequences of a command that failed over {@code by}. */
    void failed(RedisSession by, Throwable failure) {
        Refusal refusal = Refusal.of(RedisScripts.root(failure));
        if (refusal == Refusal.REPLICA) {
            lose(by, "it is a replica now");
        } else if (refusal == Refusal.ELSEWHERE) {
            listener.trouble();
        }
    }

    /** The connection, if there is one. */
    Optional<RedisSession> session() {
        return session;
    }

    /** The server's {@link ServerIdentity}, if it is connected, a master, and fit to hold what the fence guards. */
    Optional<String> server() {
        return session.filter(current -> current.state().unfit().isEmpty()).flatMap(RedisSession::server);
    }

    MasterState state() {
        return session.map(RedisSession::state).orElse(MasterState.UNKNOWN);
    }

    /** Asks the server at once what it otherwise says with each heartbeat. */
    void ask() {
        session.ifPresent(this::ask);
    }

    private void ask(RedisSession asked) {
        // Whether it is answered shows in the silence: with a full queue it cannot even be sent.
        var unused = asked.beat().whenComplete((nothing, failure) -> {
            if (failure == null) {
                listener.heard();
            }
        });
    }

    private void connect() {
        if (closed) {
            return;
        }
        var unused = connector.connect(address).whenComplete((connection, failure) -> {
            if (failure == null) {
                introduce(connection);
            } else {
                notConnected(failure);
            }
        });
    }

    private void introduce(StatefulRedisConnection<byte[], byte[]> connection) {
        RedisSession fresh = new RedisSession(connection, settings, connector, address, listener::replaced);
        var unused = fresh.introduce().whenComplete((nothing, failure) -> {
            if (failure != null) {
                // Scripts that no fence guards run all the same; the fence stays closed.
                LOG.log(
                        System.Logger.Level.WARNING,
                        "Redis {0}: does not say who it is (needs CLIENT TRACKING, INFO, in a cluster CLUSTER NODES): {1}",
                        address,
                        failure.getMessage());
            }
            adopt(connection, fresh);
        });
    }

    private void adopt(StatefulRedisConnection<byte[], byte[]> connection, RedisSession fresh) {
        synchronized (this) {
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
            backoff.reset();
            session = Optional.of(fresh);
            LOG.log(System.Logger.Level.INFO, "Redis {0}: connected", address);
            beatLater(fresh);
        }
        listener.heard();
    }

    private synchronized void notConnected(Throwable failure) {
        // Once per outage: the attempts that follow say the same.
        if (backoff.isFirst() && !closed) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "Redis {0}: cannot connect, trying on: {1}",
                    address,
                    failure.getMessage());
        }
        connectLater();
    }

    private void lose(RedisSession lost, String reason) {
        synchronized (this) {
            if (session.filter(current -> current == lost).isEmpty()) {
                return;
            }
            session = Optional.empty();
            lost.close();
            if (!closed) {
                LOG.log(System.Logger.Level.WARNING, "Redis {0}: connection lost: {1}", address, reason);
            }
            connectLater();
        }
        listener.trouble();
    }

    private void connectLater() {
        if (!closed) {
            connector.later(this::connect, backoff.nextMillis());
        }
    }

    private synchronized void beatLater(RedisSession beating) {
        if (!closed) {
            connector.later(() -> beat(beating), HEARTBEAT.toMillis());
        }
    }

    private void beat(RedisSession beating) {
        if (session.filter(current -> current == beating).isEmpty()) {
            return;
        }
        if (!beating.isOpen() || beating.isSilent()) {
            lose(beating, "silent");
            return;
        }
        ask(beating);
        beatLater(beating);
    }

    /** For good; what is still on its way fails. */
    void close() {
        Optional<RedisSession> last;
        synchronized (this) {
            closed = true;
            last = session;
            session = Optional.empty();
        }
        last.ifPresent(RedisSession::close);
    }

    @Override
    public String toString() {
        return address.toString();
    }
}
