package dev.jeton.redeemer.spend.redis;

import static dev.jeton.redeemer.spend.Spend.ACCEPTED;
import static dev.jeton.redeemer.spend.Spend.REPLAYED;
import static dev.jeton.redeemer.spend.Spend.SPENT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jeton.crypto.query.QueryTag;
import dev.jeton.crypto.token.Nullifier;
import dev.jeton.crypto.token.TokenKeyId;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.redeemer.LedgerRedis;
import dev.jeton.redeemer.LedgerWorld;
import dev.jeton.redeemer.keys.KeyLife;
import dev.jeton.redeemer.spend.Spend;
import dev.jeton.redeemer.spend.TokenFamily;
import dev.jeton.redis.RedisScripts;
import dev.jeton.redis.RedisUnavailable;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Spends that go to Redis in one script are as good as one after the other. */
class GroupedSpendsIT {
    private static final Random RANDOM = new Random(20261124);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final LedgerSettings SETTINGS = LedgerSettings.planned(1_000);

    /** What is spent beside the group: one token before, and those that the group waits for. */
    private static final long BESIDE = 1 + SpendQueue.UNDER_WAY;

    private static LedgerRedis redis;

    private final KeyLife key =
            new KeyLife(new TokenKeyId(random(32)), Instant.now(), Instant.now().plus(Duration.ofHours(25)));
    private final TokenFamily family = new TokenFamily(key.id(), 0);
    private final FamilyShards shards = new FamilyShards(family, SETTINGS.layout(key));
    private final QueryTag question = tag();
    private RedisScripts scripts;
    private RedisSpendLedger ledger;

    @BeforeAll
    static void start() {
        redis = new LedgerRedis();
    }

    @AfterAll
    static void stop() {
        redis.close();
    }

    @BeforeEach
    void open() {
        scripts = redis.connect(PATIENCE);
        LedgerWorld world = new LedgerWorld();
        world.keys(List.of(key));
        ledger = world.open(scripts, SETTINGS);
        world.awaitServed(ledger);
        spend(nullifier(), question).join(); // Redis knows the script.
    }

    @AfterEach
    void disconnect() {
        scripts.close();
        redis.empty();
    }

    @Test
    void sameTokenInOneGroup_isSpentOneTimeAfterTheOther() {
        Nullifier token = nullifier();
        Nullifier other = nullifier();

        List<CompletableFuture<Spend>> outcomes = together(
                () -> spend(token, question),
                () -> spend(token, tag()),
                () -> spend(other, question),
                () -> spend(token, question),
                () -> spend(token, question),
                () -> spend(token, question),
                () -> spend(token, question),
                () -> spend(other, question));

        assertThat(outcomes)
                .extracting(CompletableFuture::join)
                .containsExactly(ACCEPTED, SPENT, ACCEPTED, REPLAYED, REPLAYED, REPLAYED, SPENT, REPLAYED);
        assertThat(changes()).isEqualTo(Map.of("n", 6 + BESIDE, "replays", 4L));
        assertThat(accepted()).isEqualTo(2 + BESIDE);
    }

    @Test
    void oneBucketIsNone_failsItsTokens_andTheOthersAreAcceptedAndCounted() {
        List<Nullifier> tokens =
                IntStream.range(0, 20).mapToObj(i -> nullifier()).toList();
        byte[] tampered = bucket(tokens.get(7));
        redis.ask(admin -> admin.set(tampered, "none".getBytes(UTF_8)));

        List<CompletableFuture<Spend>> outcomes = together(tokens.stream()
                .<Attempt>map(token -> () -> spend(token, question))
                .toArray(Attempt[]::new));

        long failed = 0;
        for (int i = 0; i < tokens.size(); i++) {
            if (isIn(tampered, tokens.get(i))) {
                assertUnavailable(outcomes.get(i));
                failed++;
            } else {
                assertThat(outcomes.get(i).join()).isEqualTo(ACCEPTED);
            }
        }
        assertThat(failed).isBetween(1L, 19L);
        assertThat(accepted()).isEqualTo(20 - failed + BESIDE);

        redis.ask(admin -> admin.del(tampered));
        assertThat(tokens)
                .allSatisfy(token -> assertThat(spend(token, question).join())
                        .isEqualTo(isIn(tampered, token) ? ACCEPTED : REPLAYED));
    }

    @Test
    void entryIsNone_isSpent_andTheOthersAreAcceptedAndCounted() {
        Nullifier token = nullifier();
        redis.ask(admin -> admin.hset(bucket(token), token.value().toArray(), "short".getBytes(UTF_8)));

        List<CompletableFuture<Spend>> outcomes =
                together(() -> spend(nullifier(), question), () -> spend(token, question));

        assertThat(outcomes).extracting(CompletableFuture::join).containsExactly(ACCEPTED, SPENT);
        assertThat(accepted()).isEqualTo(1 + BESIDE);
    }

    @Test
    void redisIsFull_failsAll_andNothingIsSpentOrCounted() {
        List<Nullifier> tokens =
                IntStream.range(0, 8).mapToObj(i -> nullifier()).toList();
        redis.ask(admin -> admin.configSet("maxmemory", "1"));
        List<CompletableFuture<Spend>> outcomes;
        try {
            outcomes = tokens.stream().map(token -> spend(token, question)).toList();
            outcomes.forEach(GroupedSpendsIT::assertUnavailable);
        } finally {
            redis.ask(admin -> admin.configSet("maxmemory", "0"));
        }

        assertThat(accepted()).as("the one before").isEqualTo(1);
        assertThat(tokens)
                .allSatisfy(token -> assertThat(spend(token, question).join()).isEqualTo(ACCEPTED));
    }

    @Test
    void eachIsAnswered_onItsOwnContext() throws Exception {
        Vertx vertx = Vertx.vertx();
        try {
            List<CompletableFuture<Boolean>> atHome = new ArrayList<>();
            redis.hold();
            for (int i = 0; i < 40; i++) {
                Context caller = vertx.getOrCreateContext();
                CompletableFuture<Boolean> home = new CompletableFuture<>();
                atHome.add(home);
                caller.runOnContext(ignored -> ledger.spend(family, nullifier(), question)
                        .subscribe()
                        .with(spend -> home.complete(Vertx.currentContext() == caller), home::completeExceptionally));
            }
            redis.release();
            assertThat(atHome)
                    .allSatisfy(
                            home -> assertThat(home).succeedsWithin(PATIENCE).isEqualTo(true));
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().get();
        }
    }

    /** An attempt to spend, under way when it returns. */
    private interface Attempt {
        CompletableFuture<Spend> begin();
    }

    /** All outcomes of what went in one script, once they are there; the first scripts, with one token each, went before. */
    private List<CompletableFuture<Spend>> together(Attempt... attempts) {
        long before = redis.scriptCalls();
        redis.hold();
        for (int i = 0; i < SpendQueue.UNDER_WAY; i++) {
            var unused = spend(nullifier(), question);
        }
        List<CompletableFuture<Spend>> outcomes =
                Stream.of(attempts).map(Attempt::begin).toList();
        redis.release();
        outcomes.forEach(
                outcome -> assertThat(outcome.handle((spend, failure) -> true)).succeedsWithin(PATIENCE));
        assertThat(redis.scriptCalls() - before).isEqualTo(SpendQueue.UNDER_WAY + 1);
        return outcomes;
    }

    private CompletableFuture<Spend> spend(Nullifier token, QueryTag tag) {
        return ledger.spend(family, token, tag).subscribeAsCompletionStage();
    }

    private byte[] bucket(Nullifier token) {
        byte[] value = token.value().toArray();
        return shards.bucket(shards.shard(value), value);
    }

    private boolean isIn(byte[] bucket, Nullifier token) {
        return Arrays.equals(bucket(token), bucket);
    }

    private long accepted() {
        return ledger.accepted(family).await().atMost(PATIENCE).orElseThrow();
    }

    /** What the marker has counted. */
    private Map<String, Long> changes() {
        byte[] marker = redis.markers().get(0);
        return Map.of("n", counted(marker, "n"), "replays", counted(marker, "replays"));
    }

    private static long counted(byte[] marker, String field) {
        byte[] value = redis.ask(admin -> admin.hget(marker, field.getBytes(UTF_8)));
        return Long.parseLong(new String(value, UTF_8));
    }

    private static void assertUnavailable(CompletableFuture<Spend> outcome) {
        assertThat(outcome)
                .failsWithin(PATIENCE)
                .withThrowableThat()
                .havingCause()
                .isInstanceOf(RedisUnavailable.class);
    }

    private static Nullifier nullifier() {
        return new Nullifier(random(Nullifier.BYTES));
    }

    private static QueryTag tag() {
        return new QueryTag(random(QueryTag.BYTES));
    }

    private static Bytes random(int size) {
        byte[] value = new byte[size];
        RANDOM.nextBytes(value);
        return Bytes.of(value);
    }
}
