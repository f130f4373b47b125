package dev.jeton.redeemer.spend.redis;

import static dev.jeton.redeemer.spend.Spend.ACCEPTED;
import static dev.jeton.redeemer.spend.Spend.CLOSED;
import static dev.jeton.redeemer.spend.Spend.REPLAYED;
import static dev.jeton.redeemer.spend.Spend.SPENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jeton.crypto.query.QueryTag;
import dev.jeton.crypto.token.Nullifier;
import dev.jeton.crypto.token.TokenKeyId;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.redeemer.LedgerRedis;
import dev.jeton.redeemer.spend.Spend;
import dev.jeton.redeemer.spend.SpendLedger;
import dev.jeton.redis.RedisScripts;
import dev.jeton.redis.RedisUnavailable;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RedisSpendLedgerIT {
    private static final Random RANDOM = new Random(20260301);
    private static final TokenKeyId KEY = new TokenKeyId(random(32));
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final LedgerSettings SETTINGS = LedgerSettings.defaults();

    private static LedgerRedis redis;
    private static RedisScripts scripts;
    private static SpendLedger ledger;

    private final Instant notAfter = Instant.now().plus(Duration.ofHours(25)).truncatedTo(ChronoUnit.SECONDS);
    private final Nullifier token = nullifier();
    private final QueryTag question = tag();

    @BeforeAll
    static void start() {
        redis = new LedgerRedis();
        scripts = redis.connect();
        ledger = new RedisSpendLedger(scripts, SETTINGS);
    }

    @AfterAll
    static void stop() {
        scripts.close();
        redis.close();
    }

    @BeforeEach
    void empty() {
        redis.empty();
    }

    @Test
    void spend_raceOfThreeRedeemersOnManyTokens_acceptsEachOnce() {
        int tokens = 500;
        int attempts = 8;
        List<Nullifier> fresh =
                IntStream.range(0, tokens).mapToObj(i -> nullifier()).toList();
        try (RedisScripts second = redis.connect();
                RedisScripts third = redis.connect()) {
            List<SpendLedger> redeemers =
                    List.of(ledger, new RedisSpendLedger(second, SETTINGS), new RedisSpendLedger(third, SETTINGS));
            List<Integer> order = IntStream.range(0, tokens * attempts).boxed().collect(Collectors.toList());
            Collections.shuffle(order, RANDOM);
            List<Spend> outcomes = Multi.createFrom()
                    .iterable(order)
                    .onItem()
                    .transformToUni(i -> redeemers.get(i % 3).spend(KEY, notAfter, fresh.get(i % tokens), tag()))
                    .merge(512)
                    .collect()
                    .asList()
                    .await()
                    .atMost(PATIENCE);

            assertThat(outcomes).hasSize(tokens * attempts).containsOnly(ACCEPTED, SPENT);
            assertThat(Collections.frequency(outcomes, ACCEPTED)).isEqualTo(tokens);
        }
    }

    @Test
    void spend_raceOfOneQuestion_acceptsOnceAndReplaysThreeTimes() {
        List<Spend> outcomes = Uni.join()
                .all(IntStream.range(0, 64)
                        .mapToObj(i -> ledger.spend(KEY, notAfter, token, question))
                        .toList())
                .andFailFast()
                .await()
                .atMost(PATIENCE);

        assertThat(Collections.frequency(outcomes, ACCEPTED)).isEqualTo(1);
        assertThat(Collections.frequency(outcomes, REPLAYED)).isEqualTo(3);
        assertThat(Collections.frequency(outcomes, SPENT)).isEqualTo(60);
    }

    @Test
    void spend_sameQuestionAgain_isReplayedThreeTimesAndNotAFourth() {
        assertThat(spend(ledger)).isEqualTo(ACCEPTED);
        assertThat(spend(ledger)).isEqualTo(REPLAYED);
        assertThat(spend(ledger)).isEqualTo(REPLAYED);
        assertThat(spend(ledger)).isEqualTo(REPLAYED);
        assertThat(spend(ledger)).isEqualTo(SPENT);
        assertThat(spend(ledger)).isEqualTo(SPENT);
    }

    @Test
    void spend_anotherQuestion_isSpent_andTakesNoReplayAway() {
        assertThat(spend(ledger)).isEqualTo(ACCEPTED);
        for (int at = 0; at < QueryTag.BYTES; at++) {
            byte[] other = question.value().toArray();
            other[at] ^= 1;
            assertThat(await(ledger.spend(KEY, notAfter, token, new QueryTag(Bytes.of(other)))))
                    .isEqualTo(SPENT);
        }
        assertThat(spend(ledger)).isEqualTo(REPLAYED);
        assertThat(spend(ledger)).isEqualTo(REPLAYED);
        assertThat(spend(ledger)).isEqualTo(REPLAYED);
    }

    @Test
    void spend_afterTheWindow_isSpent_andReplaysDoNotProlongIt() throws Exception {
        SpendLedger hurried = new RedisSpendLedger(scripts, window(Duration.ofSeconds(2)));
        assertThat(spend(hurried)).isEqualTo(ACCEPTED);
        Thread.sleep(1200);
        assertThat(spend(hurried)).isEqualTo(REPLAYED);
        Thread.sleep(1900);
        assertThat(spend(hurried))
                .as("3.1 s after the first spend, 1.9 s after the replay")
                .isEqualTo(SPENT);
    }

    @Test
    void spend_entryFromTheFuture_isSpent() {
        assertThat(spend(ledger)).isEqualTo(ACCEPTED);
        byte[] bucket = redis.buckets().get(0);
        byte[] field = token.value().toArray();
        byte[] entry = redis.ask(admin -> admin.hget(bucket, field));
        ByteBuffer packed = ByteBuffer.wrap(entry);
        packed.putInt(QueryTag.BYTES, packed.getInt(QueryTag.BYTES) + 4 * 60);
        redis.ask(admin -> admin.hset(bucket, field, entry));

        assertThat(spend(ledger)).as("Redis' clock went back a minute").isEqualTo(SPENT);
    }

    @Test
    void spend_binaryNullifiers_areToldApart() {
        for (int octet = 0; octet < 256; octet++) {
            byte[] value = new byte[Nullifier.BYTES];
            value[Nullifier.BYTES - 1] = (byte) octet;
            value[4] = '\r';
            value[5] = '\n';
            assertThat(await(ledger.spend(KEY, notAfter, new Nullifier(Bytes.of(value)), question)))
                    .isEqualTo(ACCEPTED);
        }
    }

    @Test
    void spend_sameNullifierUnderAnotherKey_isAnotherToken() {
        assertThat(spend(ledger)).isEqualTo(ACCEPTED);
        assertThat(await(ledger.spend(new TokenKeyId(random(32)), notAfter, token, question)))
                .isEqualTo(ACCEPTED);
    }

    @Test
    void spend_everyKeyInRedis_expiresAfterTheTokensKey() {
        IntStream.range(0, 300).forEach(i -> await(ledger.spend(KEY, notAfter, nullifier(), question)));

        long end = notAfter.plus(SETTINGS.memoryMargin()).getEpochSecond();
        List<byte[]> keys = redis.keys();
        assertThat(keys).hasSizeGreaterThan(100);
        assertThat(keys)
                .allSatisfy(key -> assertThat(redis.<Long>ask(admin -> admin.expiretime(key)))
                        .isEqualTo(end));
    }

    @Test
    void spend_bucketLostItsExpiry_getsItBackWithTheNextToken() {
        SpendLedger oneBucket = new RedisSpendLedger(scripts, planned(1));
        assertThat(spend(oneBucket)).isEqualTo(ACCEPTED);
        redis.keys().forEach(key -> redis.ask(admin -> admin.persist(key)));
        await(oneBucket.spend(KEY, notAfter, nullifier(), question));

        assertThat(redis.keys())
                .hasSize(2)
                .allSatisfy(key ->
                        assertThat(redis.<Long>ask(admin -> admin.ttl(key))).isPositive());
        assertThat(spend(oneBucket)).isEqualTo(REPLAYED);
    }

    @Test
    void spend_keyIsToLiveLonger_soDoItsBuckets() {
        SpendLedger oneBucket = new RedisSpendLedger(scripts, planned(1));
        Instant later = notAfter.plus(Duration.ofHours(5));
        assertThat(spend(oneBucket)).isEqualTo(ACCEPTED);
        await(oneBucket.spend(KEY, later, nullifier(), question));
        await(oneBucket.spend(KEY, notAfter, nullifier(), question));

        long end = later.plus(SETTINGS.memoryMargin()).getEpochSecond();
        assertThat(redis.keys())
                .hasSize(2)
                .allSatisfy(key -> assertThat(redis.<Long>ask(admin -> admin.expiretime(key)))
                        .isEqualTo(end));
    }

    @Test
    void spend_memoryHasEnded_isClosedAndLeavesNothing() {
        Instant longAgo = Instant.now().minus(SETTINGS.memoryMargin());

        assertThat(await(ledger.spend(KEY, longAgo, token, question))).isEqualTo(CLOSED);
        assertThat(redis.<Long>ask(admin -> admin.dbsize())).isZero();
    }

    @Test
    void spend_planChangedWithinTheEpoch_findsWhatWasSpentBefore() {
        List<Nullifier> spent =
                IntStream.range(0, 200).mapToObj(i -> nullifier()).toList();
        spent.forEach(one ->
                assertThat(await(ledger.spend(KEY, notAfter, one, question))).isEqualTo(ACCEPTED));

        for (LedgerSettings changed : List.of(planned(1), planned(50_000_000))) {
            SpendLedger other = new RedisSpendLedger(scripts, changed);
            assertThat(spent)
                    .allSatisfy(one -> assertThat(await(other.spend(KEY, notAfter, one, tag())))
                            .isEqualTo(SPENT));
        }
    }

    @Test
    void spend_asPlanned_takesAtMost36BytesAToken() {
        int tokens = 20_000;
        SpendLedger asPlanned = new RedisSpendLedger(scripts, planned(tokens));
        await(asPlanned.spend(KEY, notAfter, nullifier(), question));
        long before = redis.usedMemory();
        Multi.createFrom()
                .range(0, tokens)
                .onItem()
                .transformToUni(i -> asPlanned.spend(KEY, notAfter, nullifier(), question))
                .merge(1024)
                .collect()
                .last()
                .await()
                .atMost(PATIENCE);
        double bytesPerToken = (redis.usedMemory() - before) / (double) tokens;
        System.out.printf("spent ledger: %.1f bytes a token (%d tokens, used_memory)%n", bytesPerToken, tokens);

        assertThat(bytesPerToken).isLessThanOrEqualTo(36);
        assertThat(redis.buckets())
                .hasSize(100)
                .allSatisfy(bucket -> assertThat(redis.<String>ask(admin -> admin.objectEncoding(bucket)))
                        .isEqualTo("listpack"));
    }

    @Test
    void spend_beyondThePlan_isCorrect() {
        SpendLedger overrun = new RedisSpendLedger(scripts, planned(1));
        List<Nullifier> spent =
                IntStream.range(0, 700).mapToObj(i -> nullifier()).toList();
        spent.forEach(one ->
                assertThat(await(overrun.spend(KEY, notAfter, one, question))).isEqualTo(ACCEPTED));

        assertThat(spent)
                .allSatisfy(one -> assertThat(await(overrun.spend(KEY, notAfter, one, tag())))
                        .isEqualTo(SPENT));
    }

    @Test
    void spend_redisDown_failsAtOnce_andResumesWhenItIsBack() {
        try (LedgerRedis unsteady = new LedgerRedis();
                RedisScripts patient = unsteady.connect()) {
            SpendLedger failing = new RedisSpendLedger(patient, SETTINGS);
            unsteady.stop();
            assertThatThrownBy(() -> spend(failing)).isInstanceOf(RedisUnavailable.class);
            long start = System.nanoTime();
            assertThatThrownBy(() -> spend(failing)).isInstanceOf(RedisUnavailable.class);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(500));

            unsteady.restart();
            LedgerRedis.awaitAnswer(patient);
            assertThat(spend(failing)).isEqualTo(ACCEPTED);
        }
    }

    @Test
    void spend_scriptsFlushed_goesOn() {
        assertThat(spend(ledger)).isEqualTo(ACCEPTED);
        redis.ask(admin -> admin.scriptFlush());

        assertThat(spend(ledger)).isEqualTo(REPLAYED);
    }

    private Spend spend(SpendLedger at) {
        return await(at.spend(KEY, notAfter, token, question));
    }

    private static Spend await(Uni<Spend> spend) {
        return spend.await().atMost(PATIENCE);
    }

    private static LedgerSettings planned(long tokens) {
        return new LedgerSettings(tokens, SETTINGS.retryWindow(), SETTINGS.memoryMargin());
    }

    private static LedgerSettings window(Duration window) {
        return new LedgerSettings(SETTINGS.plannedTokensPerEpoch(), window, SETTINGS.memoryMargin());
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
