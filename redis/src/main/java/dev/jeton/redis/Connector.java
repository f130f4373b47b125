package dev.jeton.redis;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.resource.ClientResources;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/** Opens connections, each of which lives once, and owns the threads that serve them. */
final class Connector implements AutoCloseable {
    private final RedisSettings settings;
    private final ClientResources resources = LettuceSetup.resources();
    private final RedisClient client = RedisClient.create(resources);

    Connector(RedisSettings settings) {
        this.settings = settings;
        client.setOptions(LettuceSetup.options(settings));
    }

    CompletionStage<StatefulRedisConnection<byte[], byte[]>> connect(RedisAddress address) {
        return client.connectAsync(ByteArrayCodec.INSTANCE, LettuceSetup.uri(settings, address));
    }

    /** Runs {@code task} on a thread that must not be kept waiting. */
    void later(Runnable task, long delayMillis) {
        var unused = resources.eventExecutorGroup().schedule(task, delayMillis, TimeUnit.MILLISECONDS);
    }

    /** Like {@link #later}, at once; false if nothing is run any more. What was taken is run, even if the connector closes. */
    boolean soon(Runnable task) {
        try {
            resources.eventExecutorGroup().next().execute(task);
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }

    /** Takes up to a few seconds. */
    @Override
    public void close() {
        client.shutdown(0, 2, TimeUnit.SECONDS);
        resources.shutdown(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
