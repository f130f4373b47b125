package dev.jeton.redeemer.spend.redis;

import static dev.jeton.redeemer.spend.Spend.ACCEPTED;
import static dev.jeton.redeemer.spend.Spend.FENCED;
import static dev.jeton.redeemer.spend.Spend.REPLAYED;
import static dev.jeton.redeemer.spend.Spend.SPENT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jeton.crypto.query.QueryTag;
import dev.jeton.crypto.token.Nullifier;
import dev.jeton.crypto.token.TokenKeyId;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.redeemer.LedgerRedis;
import dev.jeton.redeemer.LedgerWorld;
import dev.jeton.redeemer.keys.KeyLife;
import dev.jeton.redeemer.spend.Generation;
import dev.jeton.redeemer.spend.Spend;
import dev.jeton.redeemer.spend.SpendLedger;
import dev.jeton.redeemer.spend.TokenFamily;
import dev.jeton.redis.RedisScripts;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RedisSpendLedgerIT {
    private static final Random RANDOM = new Random(20260301);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final LedgerSettings SETTINGS = LedgerSettings.planned(LedgerSettings.DEFAULT_PLANNED_TOKENS);

    private static LedgerRedis redis;

    private final Instant notAfter = Instant.now().plus(Duration.ofHours(25)).truncatedTo(ChronoUnit.SECONDS);
    private final KeyLife key = key(notAfter);
    private final TokenFamily family = new TokenFamily(key.id(), 0);
    private final Nullifier token = nullifier();
    private final QueryTag question = tag();
    private final LedgerWorld world = new LedgerWorld();
    private final List<RedisScripts> opened = new ArrayList<>();

    @BeforeAll
    static void start() {
        redis = new LedgerRedis();
    }

    @AfterAll
    static void stop() {
        redis.close();
    }

    @AfterEach
    void disconnect() {
        opened.forEach(RedisScripts::close);
        redis.empty();
    }

    @Test
    void spend_raceOfThreeRedeemersOnManyTokens_acceptsEachOnce() {
        int tokens = 500;
        int attempts = 8;
        List<Nullifier> fresh =
                IntStream.range(0, tokens).mapToObj(i -> nullifier()).toList();
        LedgerSettings sharded = new LedgerSettings(1_000, 3, SETTINGS.retryWindow(), 0);
        List<SpendLedger> redeemers = List.of(ledger(sharded), ledger(SETTINGS), ledger(sharded));
        List<Integer> order = IntStream.range(0, tokens * attempts).boxed().collect(Collectors.toList());
        Collections.shuffle(order, RANDOM);
        List<Spend> outcomes = Multi.createFrom()
                .iterable(order)
                .onItem()
                .transformToUni(i -> redeemers.get(i % 3).spend(family, fresh.get(i % tokens), tag()))
                .merge(512)
                .collect()
                .asList()
                .await()
                .atMost(PATIENCE);

        assertThat(outcomes).hasSize(tokens * attempts).containsOnly(ACCEPTED, SPENT);
        assertThat(Collections.frequency(outcomes, ACCEPTED)).isEqualTo(tokens);
    }

    @Test
    void spend_raceOfOneQuestion_acceptsOnceAndReplaysThreeTimes() {
        SpendLedger ledger = ledger(SETTINGS);
        List<Spend> outcomes = Uni.join()
                .all(IntStream.range(0, 64)
                        .mapToObj(i -> ledger.spend(family, token, question))
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
        SpendLedger ledger = ledger(SETTINGS);
        assertThat(spend(ledger)).isEqualTo(ACCEPTED);
        assertThat(spend(ledger)).isEqualTo(REPLAYED);
        assertThat(spend(ledger)).isEqualTo(REPLAYED);
        assertThat(spend(ledger)).isEqualTo(REPLAYED);
        assertThat(spend(ledger)).isEqualTo(SPENT);
        assertThat(spend(ledger)).isEqualTo(SPENT);
    }

    @Test
    void spend_anotherQuestion_isSpent_andTakesNoReplayAway() {
        SpendLedger ledger = ledger(SETTINGS);
        assertThat(spend(ledger)).isEqualTo(ACCEPTED);
        for (int at = 0; at < QueryTag.BYTES; at++) {
            byte[] other = question.value().toArray();
            other[at] ^= 1;
            assertThat(await(ledger.spend(family, token, new QueryTag(Bytes.of(other)))))
                    .isEqualTo(SPENT);
        }
        assertThat(spend(ledger)).isEqualTo(REPLAYED);
        assertThat(spend(ledger)).isEqualTo(REPLAYED);
        assertThat(spend(ledger)).isEqualTo(REPLAYED);
    }

    @Test
    void spend_afterTheWindow_isSpent_andReplaysDoNotProlongIt() {
        SpendLedger ledger = ledger(SETTINGS);
        assertThat(spend(ledger)).isEqualTo(ACCEPTED);
        firstSpent(Duration.ofSeconds(60));
        assertThat(spend(ledger)).isEqualTo(REPLAYED);
        firstSpent(Duration.ofSeconds(61));
        assertThat(spend(ledger)).as("121 s after the first spend").isEqualTo(SPENT);
    }

    @Test
    void spend_entryFromTheFuture_isSpent() {
        SpendLedger ledger = ledger(SETTINGS);
        assertThat(spend(ledger)).isEqualTo(ACCEPTED);
        firstSpent(Duration.ofMinutes(-1));
        assertThat(spend(ledger)).as("Redis' clock went back a minute").isEqualTo(SPENT);
    }

    /** As if the token had been spent for the first time {@code earlier}: nobody waits for a window to pass. */
    private void firstSpent(Duration earlier) {
        byte[] bucket = redis.buckets().get(0);
        byte[] field = token.value().toArray();
        byte[] entry = redis.ask(admin -> admin.hget(bucket, field));
        ByteBuffer packed = ByteBuffer.wrap(entry);
        packed.putInt(QueryTag.BYTES, packed.getInt(QueryTag.BYTES) - 4 * (int) earlier.toSeconds());
        redis.ask(admin -> admin.hset(bucket, field, entry));
    }

    @Test
    void spend_binaryNullifiers_areToldApart() {
        SpendLedger ledger = ledger(SETTINGS);
        for (int octet = 0; octet < 256; octet++) {
            byte[] value = new byte[Nullifier.BYTES];
            value[Nullifier.BYTES - 1] = (byte) octet;
            value[4] = '\r';
            value[5] = '\n';
            assertThat(await(ledger.spend(family, new Nullifier(Bytes.of(value)), question)))
                    .isEqualTo(ACCEPTED);
        }
    }

    @Test
    void spend_planChangedWithinTheEpoch_findsWhatWasSpentBefore() {
        SpendLedger ledger = ledger(SETTINGS);
        List<Nullifier> spent =
                IntStream.range(0, 200).mapToObj(i -> nullifier()).toList();
        spent.forEach(
                one -> assertThat(await(ledger.spend(family, one, question))).isEqualTo(ACCEPTED));

        for (LedgerSettings changed : List.of(LedgerSettings.planned(1), LedgerSettings.planned(50_000_000))) {
            SpendLedger other = ledger(changed);
            assertThat(spent)
                    .allSatisfy(one ->
                            assertThat(await(other.spend(family, one, tag()))).isEqualTo(SPENT));
        }
    }

    @Test
    void spend_sameNullifierUnderAnotherKeyOrGeneration_isAnotherToken() {
        KeyLife other = key(notAfter);
        world.keys(List.of(key, other));
        RedisSpendLedger ledger = open(SETTINGS);
        assertThat(spend(ledger)).isEqualTo(ACCEPTED);
        assertThat(await(ledger.spend(new TokenFamily(other.id(), 0), token, question)))
                .isEqualTo(ACCEPTED);

        world.generation(new Generation(1, Instant.now()));
        world.tick(ledger);
        assertThat(await(ledger.spend(new TokenFamily(key.id(), 1), token, question)))
                .isEqualTo(ACCEPTED);
        assertThat(spend(ledger)).as("the generation before").isEqualTo(FENCED);
    }

    @Test
    void spend_everyBucket_expiresAfterItsMarker_whichOutlivesTheTokensKey() {
        SpendLedger ledger = ledger(SETTINGS);
        IntStream.range(0, 300).forEach(i -> await(ledger.spend(family, nullifier(), question)));

        long marker = redis.expiry(redis.markers().get(0));
        assertThat(redis.markers()).hasSize(1);
        assertThat(marker).isGreaterThan(notAfter.getEpochSecond());
        assertThat(redis.buckets())
                .hasSizeGreaterThan(100)
                .allSatisfy(bucket -> assertThat(redis.expiry(bucket)).isEqualTo(marker + 1800));
    }

    @Test
    void spend_bucketLostItsExpiry_getsItBackWithTheNextToken() {
        SpendLedger oneBucket = ledger(LedgerSettings.planned(1));
        assertThat(spend(oneBucket)).isEqualTo(ACCEPTED);
        redis.buckets().forEach(bucket -> redis.ask(admin -> admin.persist(bucket)));
        await(oneBucket.spend(family, nullifier(), question));

        assertThat(redis.buckets())
                .singleElement()
                .satisfies(bucket -> assertThat(redis.expiry(bucket)).isGreaterThan(notAfter.getEpochSecond()));
        assertThat(spend(oneBucket)).isEqualTo(REPLAYED);
    }

    @Test
    void keyLeftAndKeptAgain_asAfterAClockThatJumped_isServedAgain_andTokensStaySpent() {
        RedisSpendLedger ledger = ledger(SETTINGS);
        RedisSpendLedger other = open(SETTINGS);
        assertThat(spend(ledger)).isEqualTo(ACCEPTED);
        ledger.keep(world.generation(), List.of()).await().atMost(PATIENCE);
        assertThat(spend(ledger)).isEqualTo(FENCED);

        world.tick(ledger);

        assertThat(await(ledger.spend(family, token, tag()))).isEqualTo(SPENT);
        assertThat(spend(other)).isEqualTo(REPLAYED);
        assertThat(spend(ledger)).isEqualTo(REPLAYED);
    }

    @Test
    void spend_keyHasEnded_isFencedAndLeavesNothing() {
        KeyLife ended = key(Instant.now().minusSeconds(1));
        world.keys(List.of(ended));
        SpendLedger ledger = open(SETTINGS);

        assertThat(await(ledger.spend(new TokenFamily(ended.id(), 0), token, question)))
                .isEqualTo(FENCED);
        assertThat(redis.keys()).isEmpty();
    }

    @Test
    void spend_asPlanned_takesAtMost36BytesAToken() {
        int tokens = 25_600;
        SpendLedger asPlanned = ledger(LedgerSettings.planned(tokens));
        await(asPlanned.spend(family, nullifier(), question));
        long before = redis.usedMemory();
        Multi.createFrom()
                .range(0, tokens)
                .onItem()
                .transformToUni(i -> asPlanned.spend(family, nullifier(), question))
                .merge(1024)
                .collect()
                .last()
                .await()
                .atMost(PATIENCE);
        double bytesPerToken = (redis.usedMemory() - before) / (double) tokens;
        System.out.printf("spent ledger: %.1f bytes a token (%d tokens, INFO memory)%n", bytesPerToken, tokens);

        assertThat(bytesPerToken).isLessThanOrEqualTo(36);
        assertThat(redis.buckets())
                .hasSize(200)
                .allSatisfy(bucket -> assertThat(redis.<String>ask(admin -> admin.objectEncoding(bucket)))
                        .isEqualTo("listpack"));
    }

    @Test
    void accepted_countsTokens_andNoReplays() {
        RedisSpendLedger ledger = ledger(new LedgerSettings(1_000, 3, SETTINGS.retryWindow(), 0));
        IntStream.range(0, 50).forEach(i -> await(ledger.spend(family, nullifier(), question)));
        assertThat(spend(ledger)).isEqualTo(ACCEPTED);
        assertThat(spend(ledger)).isEqualTo(REPLAYED);
        assertThat(await(ledger.spend(family, token, tag()))).isEqualTo(SPENT);

        assertThat(ledger.accepted(family).await().atMost(PATIENCE)).contains(51L);
        assertThat(ledger.accepted(new TokenFamily(key.id(), 1)).await().atMost(PATIENCE))
                .isEmpty();
    }

    @Test
    void spend_beyondThePlan_isCorrect() {
        SpendLedger overrun = ledger(LedgerSettings.planned(1));
        List<Nullifier> spent =
                IntStream.range(0, 700).mapToObj(i -> nullifier()).toList();
        spent.forEach(
                one -> assertThat(await(overrun.spend(family, one, question))).isEqualTo(ACCEPTED));

        assertThat(spent)
                .allSatisfy(one ->
                        assertThat(await(overrun.spend(family, one, tag()))).isEqualTo(SPENT));
    }

    @Test
    void spend_scriptsFlushed_goesOn() {
        SpendLedger ledger = ledger(SETTINGS);
        assertThat(spend(ledger)).isEqualTo(ACCEPTED);
        redis.ask(admin -> admin.scriptFlush());

        assertThat(spend(ledger)).isEqualTo(REPLAYED);
    }

    /** A process of its own that keeps one key. */
    private RedisSpendLedger ledger(LedgerSettings settings) {
        world.keys(List.of(key));
        return open(settings);
    }

    private RedisSpendLedger open(LedgerSettings settings) {
        RedisScripts scripts = redis.connect();
        opened.add(scripts);
        return world.open(scripts, settings);
    }

    private Spend spend(SpendLedger at) {
        return await(at.spend(family, token, question));
    }

    private static Spend await(Uni<Spend> spend) {
        return spend.await().atMost(PATIENCE);
    }

    private static KeyLife key(Instant notAfter) {
        return new KeyLife(new TokenKeyId(random(32)), notAfter.minus(Duration.ofHours(25)), notAfter);
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
