package dev.jeton.redis;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.CommandOutput;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import io.lettuce.core.protocol.ProtocolKeyword;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/** One open connection, and when it last heard from Redis. */
final class RedisSession {
    private static final ByteArrayCodec CODEC = ByteArrayCodec.INSTANCE;

    private final StatefulRedisConnection<byte[], byte[]> connection;

    private volatile long lastAnswerNanos = System.nanoTime();

    RedisSession(StatefulRedisConnection<byte[], byte[]> connection) {
        this.connection = connection;
    }

    /** The answer to one command; an error reply, a timeout and a lost connection are failures. */
    <T> CompletionStage<T> send(
            ProtocolKeyword command, CommandOutput<byte[], byte[], T> output, CommandArgs<byte[], byte[]> arguments) {
        return connection.async().dispatch(command, output, arguments).whenComplete((answer, failure) -> {
            if (failure == null || failure instanceof RedisCommandExecutionException) {
                lastAnswerNanos = System.nanoTime();
            }
        });
    }

    /** The time until Redis says {@code PONG}. */
    CompletionStage<Duration> ping() {
        long sent = System.nanoTime();
        return send(CommandType.PING, new StatusOutput<>(CODEC), new CommandArgs<>(CODEC))
                .thenApply(pong -> Duration.ofNanos(System.nanoTime() - sent));
    }

    Duration silence() {
        return Duration.ofNanos(System.nanoTime() - lastAnswerNanos);
    }

    boolean isOpen() {
        return connection.isOpen();
    }

    /** What is still on its way fails. */
    void close() {
        var unused = connection.closeAsync();
    }
}
