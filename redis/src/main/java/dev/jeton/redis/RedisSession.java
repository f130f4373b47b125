package dev.jeton.redis;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.CommandOutput;
import io.lettuce.core.output.IntegerListOutput;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandKeyword;
import io.lettuce.core.protocol.CommandType;
import io.lettuce.core.protocol.ProtocolKeyword;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * One open connection, when it last heard from Redis, and whose data it speaks to.
 *
 * <p>A server can replace all of its data and stay up: a master that is made a replica, loads what its new master has,
 * and is promoted again keeps its clients' connections. Redis says so to connections that track keys (RESP3), in order:
 * before the answer to anything that ran on the new data. This one tracks no key and listens for that alone.
 *
 * <p>A node of a cluster can also give a part of its data away and get it back, older, and says nothing. Its configuration
 * epoch is higher then; it is part of the identity, and an answer counts only if the node has told its identity lately.
 */
final class RedisSession {
    private static final ByteArrayCodec CODEC = ByteArrayCodec.INSTANCE;
    private static final List<String> SECTIONS = List.of("SERVER", "REPLICATION", "MEMORY", "PERSISTENCE", "STATS");

    private final StatefulRedisConnection<byte[], byte[]> connection;
    private final RedisSettings settings;
    private final RedisAddress address;

    private final ReplicaWait replicaWait;
    /** How long the server may leave its heartbeat unanswered. */
    private final Duration patience;

    private volatile long lastAnswerNanos = System.nanoTime();
    private volatile long identifiedNanos = System.nanoTime();
    private volatile Optional<String> server = Optional.empty();
    private volatile MasterState state = MasterState.UNKNOWN;
    private volatile Optional<ClusterView> view = Optional.empty();
    private volatile boolean tracking;
    private volatile int replacements;

    /** @param onReplaced told whose data are replaced, if it is known who that is */
    RedisSession(
            StatefulRedisConnection<byte[], byte[]> connection,
            RedisSettings settings,
            Connector connector,
            RedisAddress address,
            Consumer<String> onReplaced) {
        this.connection = connection;
        this.settings = settings;
        this.address = address;
        this.replicaWait = new ReplicaWait(this, connector, settings);
        this.patience = settings.commandTimeout().plus(RedisLink.HEARTBEAT.multipliedBy(2));
        connection.addListener(push -> {
            if (push.getType().equals("invalidate")) {
                replaced().ifPresent(onReplaced);
            }
        });
    }

    private synchronized Optional<String> replaced() {
        Optional<String> known = server;
        server = Optional.empty();
        replacements++;
        return known;
    }

    /** Asks to be told of replaced data, and then who the server is. Until both are answered it is nobody. */
    CompletionStage<Void> introduce() {
        CommandArgs<byte[], byte[]> arguments =
                new CommandArgs<>(CODEC).add("TRACKING").add(CommandKeyword.ON).add("OPTIN");
        return send(CommandType.CLIENT, new StatusOutput<>(CODEC), arguments).thenCompose(ok -> {
            tracking = true;
            return identify();
        });
    }

    /** A sign of life, by asking who the server is: that may have changed, since a promotion does not end connections. */
    CompletionStage<Void> beat() {
        return tracking ? identify() : introduce();
    }

    private CompletionStage<Void> identify() {
        int before = replacements;
        CompletionStage<String> epoch = settings.cluster()
                ? look().thenApply(seen -> "-" + Long.toHexString(seen.epoch()))
                : CompletableFuture.completedFuture("");
        CommandArgs<byte[], byte[]> sections = new CommandArgs<>(CODEC);
        SECTIONS.forEach(sections::add);
        CompletionStage<String> info = send(CommandType.INFO, new StatusOutput<>(CODEC), sections);
        return epoch.thenCombine(info, (suffix, text) -> {
                    identified(ServerInfo.parse(text), suffix, before);
                    return text;
                })
                .thenAccept(text -> {});
    }

    /** Nobody says on which thread an answer is handled: what was asked before a replacement is not heard after it. */
    private synchronized void identified(ServerInfo info, String suffix, int before) {
        if (replacements == before) {
            server = ServerIdentity.of(info).map(identity -> identity + suffix);
            state = MasterState.of(info);
            identifiedNanos = System.nanoTime();
        }
    }

    /** Asks the node of a cluster for its {@link ClusterView}. */
    CompletionStage<ClusterView> look() {
        CommandArgs<byte[], byte[]> nodes = new CommandArgs<>(CODEC).add("NODES");
        return send(CommandType.CLUSTER, new StatusOutput<>(CODEC), nodes).thenApply(text -> {
            ClusterView seen = ClusterView.parse(text, address, settings.tls());
            view = Optional.of(seen);
            return seen;
        });
    }

    /** The node's {@link ClusterView}, as it told it last. */
    Optional<ClusterView> view() {
        return view;
    }

    /** {@link ServerIdentity}; empty while it is not known, or not a master's. */
    Optional<String> server() {
        return server;
    }

    /** What the server says of itself. */
    MasterState state() {
        return server.isPresent() ? state : MasterState.UNKNOWN;
    }

    /** How often the server has replaced its data since the connection opened. */
    int replacements() {
        return replacements;
    }

    /** Whether its data are those that it had after so many {@link #replacements()}, as far as can be known. */
    boolean isStill(int before) {
        return replacements == before
                && (!settings.cluster() || System.nanoTime() - identifiedNanos <= patience.toNanos());
    }

    /** Completes when the replicas have what was answered over this connection until now. */
    CompletionStage<Void> replicated() {
        return replicaWait.caughtUp();
    }

    /** The answer to one command; an error reply, a timeout and a lost connection are failures. */
    <T> CompletionStage<T> send(
            ProtocolKeyword command, CommandOutput<byte[], byte[], T> output, CommandArgs<byte[], byte[]> arguments) {
        return connection
                .async()
                .dispatch(command, output, arguments)
                .whenComplete((answer, failure) -> heard(Optional.ofNullable(failure)));
    }

    /** Like {@link #send}, to one who says himself {@link #heard what became of it}. */
    CompletionStage<List<Long>> script(CommandType command, CommandArgs<byte[], byte[]> arguments) {
        return connection.async().dispatch(command, new IntegerListOutput<>(CODEC), arguments);
    }

    /** An error reply is a sign of life as well. */
    void heard(Optional<Throwable> failure) {
        if (failure.isEmpty() || failure.get() instanceof RedisCommandExecutionException) {
            lastAnswerNanos = System.nanoTime();
        }
    }

    /** The time until Redis says {@code PONG}. */
    CompletionStage<Duration> ping() {
        long sent = System.nanoTime();
        return send(CommandType.PING, new StatusOutput<>(CODEC), new CommandArgs<>(CODEC))
                .thenApply(pong -> Duration.ofNanos(System.nanoTime() - sent));
    }

    boolean isSilent() {
        return System.nanoTime() - lastAnswerNanos > patience.toNanos();
    }

    boolean isOpen() {
        return connection.isOpen();
    }

    /** What is still on its way fails. */
    void close() {
        var unused = connection.closeAsync();
    }
}
