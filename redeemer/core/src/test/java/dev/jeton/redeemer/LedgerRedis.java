package dev.jeton.redeemer;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jeton.dev.stack.DevRedis;
import dev.jeton.dev.stack.RunDirectory;
import dev.jeton.redis.RedisScripts;
import dev.jeton.redis.RedisSettings;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A real Redis with connections to it, and an eye on what it holds. */
public final class LedgerRedis implements AutoCloseable {
    private static final Pattern CALLS = Pattern.compile("cmdstat_(?:evalsha|eval|hsetnx):calls=(\\d+)");
    private static final Pattern SCRIPTS = Pattern.compile("cmdstat_(?:evalsha|eval):calls=(\\d+)");
    private static final Pattern USED_MEMORY = Pattern.compile("(?m)^used_memory:(\\d+)");

    private final RunDirectory run = RunDirectory.create("spent-ledger-it");
    private final DevRedis server = DevRedis.in(run).withoutPassword().start();
    private final RedisClient client = RedisClient.create(server.uri().toString());
    private final StatefulRedisConnection<byte[], byte[]> admin = client.connect(ByteArrayCodec.INSTANCE);

    /** A connection of its own, ready for use. */
    public RedisScripts connect() {
        return connect(RedisSettings.DEFAULT_COMMAND_TIMEOUT);
    }

    /** The same, for when Redis is slow. */
    public RedisScripts connect(Duration commandTimeout) {
        RedisScripts scripts = RedisScripts.open(new RedisSettings(
                server.uri(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                commandTimeout,
                RedisSettings.DEFAULT_CONNECT_TIMEOUT,
                RedisSettings.DEFAULT_MAX_WAITING));
        awaitAnswer(scripts);
        return scripts;
    }

    public static void awaitAnswer(RedisScripts scripts) {
        long giveUp = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!answers(scripts)) {
            assertThat(System.nanoTime()).as("Redis does not answer").isLessThan(giveUp);
            Thread.onSpinWait();
        }
    }

    private static boolean answers(RedisScripts scripts) {
        return scripts.ping()
                .onItemOrFailure()
                .transform((time, failure) -> failure == null)
                .await()
                .atMost(Duration.ofSeconds(5));
    }

    public void stop() {
        server.stop();
    }

    public void restart() {
        server.restart();
    }

    public <T> T ask(Function<RedisCommands<byte[], byte[]>, T> question) {
        return question.apply(admin.sync());
    }

    public void empty() {
        ask(redis -> redis.flushall());
    }

    public List<byte[]> keys() {
        return ask(redis -> redis.keys("*".getBytes(US_ASCII)));
    }

    /** The keys that hold nullifiers. */
    public List<byte[]> buckets() {
        return keys().stream().filter(key -> !isMarker(key)).toList();
    }

    /** The keys that say whether the others are whole. */
    public List<byte[]> markers() {
        return keys().stream().filter(LedgerRedis::isMarker).toList();
    }

    private static boolean isMarker(byte[] key) {
        return new String(key, US_ASCII).endsWith("fence");
    }

    /** In Unix seconds. */
    public long expiry(byte[] key) {
        return ask(redis -> redis.expiretime(key));
    }

    /** How often a script was asked for, or a hash touched. */
    public long ledgerCalls() {
        Matcher calls = CALLS.matcher(ask(redis -> redis.info("commandstats")));
        return calls.results().mapToLong(call -> Long.parseLong(call.group(1))).sum();
    }

    /** Runs no script from now on, and leaves those that come waiting. */
    public void hold() {
        client(new CommandArgs<>(ByteArrayCodec.INSTANCE)
                .add("PAUSE")
                .add(60_000)
                .add("WRITE"));
    }

    /** Runs what waits. */
    public void release() {
        client(new CommandArgs<>(ByteArrayCodec.INSTANCE).add("UNPAUSE"));
    }

    private void client(CommandArgs<byte[], byte[]> arguments) {
        ask(redis -> redis.dispatch(CommandType.CLIENT, new StatusOutput<>(ByteArrayCodec.INSTANCE), arguments));
    }

    /** How often a script was asked for. */
    public long scriptCalls() {
        Matcher calls = SCRIPTS.matcher(ask(redis -> redis.info("commandstats")));
        return calls.results().mapToLong(call -> Long.parseLong(call.group(1))).sum();
    }

    public long usedMemory() {
        Matcher used = USED_MEMORY.matcher(ask(redis -> redis.info("memory")));
        assertThat(used.find()).isTrue();
        return Long.parseLong(used.group(1));
    }

    @Override
    public void close() {
        client.shutdown();
        run.close();
    }
}
