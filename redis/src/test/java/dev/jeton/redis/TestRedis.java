package dev.jeton.redis;

import dev.jeton.dev.stack.DevRedis;
import dev.jeton.dev.stack.RunDirectory;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import java.net.URI;
import java.util.function.Function;

/** A real Redis on a free port, empty at each start. */
final class TestRedis implements AutoCloseable {
    private final RunDirectory run = RunDirectory.create("redis-scripts-it");
    private final DevRedis server = DevRedis.in(run).withoutPassword().start();

    URI uri() {
        return server.uri();
    }

    int port() {
        return server.port();
    }

    void stop() {
        server.stop();
    }

    void restart() {
        server.restart();
    }

    void pause() {
        server.pause();
    }

    void resume() {
        server.resume();
    }

    /** Over an own connection, so that the one under test sees nothing of it. */
    <T> T admin(Function<RedisCommands<String, String>, T> work) {
        return admin(uri(), work);
    }

    static <T> T admin(URI uri, Function<RedisCommands<String, String>, T> work) {
        try (RedisClient client = RedisClient.create(uri.toString());
                var connection = client.connect()) {
            return work.apply(connection.sync());
        }
    }

    @Override
    public void close() {
        run.close();
    }
}
