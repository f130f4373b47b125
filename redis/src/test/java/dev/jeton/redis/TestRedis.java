package dev.jeton.redis;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.function.Function;
import redis.embedded.RedisServer;
import redis.embedded.RedisServerBuilder;

/** A real Redis on a free port, empty at each start. */
final class TestRedis implements AutoCloseable {
    private final int port = freePort();
    private final String[] settings;
    private RedisServer server;

    TestRedis(String... settings) {
        this.settings = settings;
        this.server = start();
    }

    URI uri() {
        return URI.create("redis://127.0.0.1:" + port);
    }

    int port() {
        return port;
    }

    void stop() {
        server.stop();
    }

    void restart() {
        server = start();
    }

    /** Over an own connection, so that the one under test sees nothing of it. */
    <T> T admin(Function<RedisCommands<String, String>, T> work) {
        try (RedisClient client = RedisClient.create(uri().toString());
                var connection = client.connect()) {
            return work.apply(connection.sync());
        }
    }

    @Override
    public void close() {
        stop();
    }

    private RedisServer start() {
        RedisServerBuilder builder =
                RedisServer.builder().port(port).bind("127.0.0.1").setting("save ''");
        for (String setting : settings) {
            builder.setting(setting);
        }
        RedisServer fresh = builder.build();
        fresh.start();
        return fresh;
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
