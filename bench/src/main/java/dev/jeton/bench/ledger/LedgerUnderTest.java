package dev.jeton.bench.ledger;

import dev.jeton.bench.NotMeasured;
import dev.jeton.crypto.query.QueryTag;
import dev.jeton.crypto.token.Nullifier;
import dev.jeton.crypto.token.TokenKeyId;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.dev.stack.DevRedis;
import dev.jeton.dev.stack.RunDirectory;
import dev.jeton.redeemer.keys.KeyLife;
import dev.jeton.redeemer.spend.Generation;
import dev.jeton.redeemer.spend.Spend;
import dev.jeton.redeemer.spend.SpendLedger;
import dev.jeton.redeemer.spend.TokenFamily;
import dev.jeton.redeemer.spend.redis.LedgerLayout;
import dev.jeton.redeemer.spend.redis.LedgerSettings;
import dev.jeton.redeemer.spend.redis.RedisSpendLedger;
import dev.jeton.redeemer.spend.redis.ShardState;
import dev.jeton.redis.MemoryRecords;
import dev.jeton.redis.RedisScripts;
import dev.jeton.redis.RedisSettings;
import io.lettuce.core.RedisClient;
import io.lettuce.core.SetArgs;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.smallrye.mutiny.Uni;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A ledger on an empty Redis of its own, and the same Redis by a bare client. */
final class LedgerUnderTest implements AutoCloseable {
    private static final Pattern USED_MEMORY = Pattern.compile("(?m)^used_memory:(\\d+)");
    private static final Duration START = Duration.ofSeconds(20);
    private static final Duration COMMAND_TIMEOUT = Duration.ofSeconds(10);
    private static final int MAX_WAITING = 1_000_000;
    private static final Instant NOT_AFTER = Instant.ofEpochSecond(4_000_000_000L);
    /** What a plain entry would hold: a nullifier for a key, and a byte. */
    private static final SetArgs ONCE = SetArgs.Builder.nx().ex(172_800);

    private static final byte[] SPENT = {1};

    private final RunDirectory run = RunDirectory.create("bench-ledger");
    private final DevRedis server = DevRedis.in(run).withoutPassword().start();
    private final RedisClient client = RedisClient.create(server.uri().toString());
    private final StatefulRedisConnection<byte[], byte[]> bare = client.connect(ByteArrayCodec.INSTANCE);
    private final RedisScripts scripts = RedisScripts.open(settings(server.uri()));
    private final RedisSpendLedger ledger;
    private final SplittableRandom random = new SplittableRandom();
    private final TokenKeyId key = new TokenKeyId(random(TokenKeyId.BYTES));
    private long generation;

    /** @param plannedTokens for which it is laid out */
    LedgerUnderTest(long plannedTokens) {
        Map<String, LedgerLayout> layouts = new ConcurrentHashMap<>();
        this.ledger = RedisSpendLedger.open(
                scripts,
                new MemoryRecords(InstantSource.system()),
                (family, proposed) -> Uni.createFrom().item(() -> layouts.computeIfAbsent(family, first -> proposed)),
                LedgerSettings.planned(plannedTokens),
                "bench",
                InstantSource.system());
        long giveUp = System.nanoTime() + START.toNanos();
        while (!answers()) {
            if (System.nanoTime() > giveUp) {
                throw new NotMeasured("Redis does not answer");
            }
        }
        empty();
    }

    /** With room for a stall of the machine under a paced load: it counts as latency, and ends nothing. */
    private static RedisSettings settings(URI redis) {
        return new RedisSettings(
                redis,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                COMMAND_TIMEOUT,
                RedisSettings.DEFAULT_CONNECT_TIMEOUT,
                MAX_WAITING);
    }

    /** Redemptions per second of {@code count} fresh tokens. */
    double spend(int count) {
        return Pipeline.perSecond(count, i -> spendFresh());
    }

    /** {@code SET NX EX} per second of {@code count} fresh keys. */
    double set(int count) {
        return Pipeline.perSecond(count, i -> {
            byte[] name = random(Nullifier.BYTES).toArray();
            return Uni.createFrom().completionStage(() -> bare.async().set(name, SPENT, ONCE));
        });
    }

    /** The same with commands that are flushed together. */
    double setBatched(int count) {
        bare.setAutoFlushCommands(false);
        try {
            return Pipeline.perSecond(
                    count,
                    i -> {
                        byte[] name = random(Nullifier.BYTES).toArray();
                        return Uni.createFrom()
                                .completionStage(() -> bare.async().set(name, SPENT, ONCE));
                    },
                    bare::flushCommands);
        } finally {
            bare.setAutoFlushCommands(true);
        }
    }

    /** Milliseconds from when each of {@code count} spends was due, at equal distances, to its answer; sorted. */
    double[] spendPaced(int count, double perSecond) {
        return Pipeline.pacedMillis(count, perSecond, i -> spendFresh());
    }

    /** All that Redis has taken from the system for its data. */
    long usedMemory() {
        Matcher used = USED_MEMORY.matcher(bare.sync().info("memory"));
        if (!used.find()) {
            throw new NotMeasured("Redis does not tell its memory");
        }
        return Long.parseLong(used.group(1));
    }

    /** Forgets everything, and begins the next generation, as an operator would. */
    void empty() {
        bare.sync().flushall();
        keep(List.of(life(key)));
    }

    /** Spends tokens of {@code keys} from now on, in a generation that nobody has spent in. */
    void keep(List<KeyLife> keys) {
        Generation next = new Generation(++generation, Instant.now());
        long giveUp = System.nanoTime() + START.toNanos();
        do {
            if (System.nanoTime() > giveUp) {
                throw new NotMeasured("the ledger is fenced: " + ledger.states());
            }
            ledger.keep(next, keys).await().atMost(START);
        } while (ledger.states().isEmpty() || !ledger.states().stream().allMatch(ShardState::isServed));
    }

    long generation() {
        return generation;
    }

    SpendLedger ledger() {
        return ledger;
    }

    private static KeyLife life(TokenKeyId key) {
        return new KeyLife(key, Instant.now(), NOT_AFTER);
    }

    @Override
    public void close() {
        scripts.close();
        client.shutdown();
        run.close();
    }

    private Uni<Spend> spendFresh() {
        Nullifier nullifier = new Nullifier(random(Nullifier.BYTES));
        return ledger.spend(new TokenFamily(key, generation), nullifier, new QueryTag(random(QueryTag.BYTES)))
                .invoke(spend -> {
                    if (spend != Spend.ACCEPTED) {
                        throw new NotMeasured("a fresh token was answered " + spend);
                    }
                });
    }

    private Bytes random(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return Bytes.of(bytes);
    }

    private boolean answers() {
        return scripts.ping()
                .onItemOrFailure()
                .transform((time, failure) -> failure == null)
                .await()
                .atMost(START);
    }
}
