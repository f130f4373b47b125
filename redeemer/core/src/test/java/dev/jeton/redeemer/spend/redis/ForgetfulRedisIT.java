package dev.jeton.redeemer.spend.redis;

import static dev.jeton.redeemer.spend.Spend.ACCEPTED;
import static dev.jeton.redeemer.spend.Spend.FENCED;
import static dev.jeton.redeemer.spend.Spend.REPLAYED;
import static dev.jeton.redeemer.spend.Spend.SPENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jeton.crypto.query.QueryTag;
import dev.jeton.crypto.token.Nullifier;
import dev.jeton.crypto.token.TokenKeyId;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.dev.stack.DevRedis;
import dev.jeton.dev.stack.RunDirectory;
import dev.jeton.redeemer.LedgerRedis;
import dev.jeton.redeemer.LedgerWorld;
import dev.jeton.redeemer.keys.KeyLife;
import dev.jeton.redeemer.spend.Generation;
import dev.jeton.redeemer.spend.Spend;
import dev.jeton.redeemer.spend.TokenFamily;
import dev.jeton.redis.AcceptedLoss;
import dev.jeton.redis.RedisScripts;
import dev.jeton.redis.RedisSettings;
import dev.jeton.redis.RedisUnavailable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A token that was accepted is never accepted again, whatever its Redis has forgotten. */
class ForgetfulRedisIT {
    private static final Random RANDOM = new Random(20261123);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final LedgerSettings SETTINGS = new LedgerSettings(1_000, 2, LedgerSettings.DEFAULT_RETRY_WINDOW, 0);

    private final RunDirectory run = RunDirectory.create("forgetful-redis-it");
    private final LedgerWorld world = new LedgerWorld();
    private final List<RedisScripts> opened = new ArrayList<>();
    private final KeyLife key =
            new KeyLife(new TokenKeyId(random(32)), Instant.now(), Instant.now().plus(Duration.ofHours(25)));
    private final TokenFamily family = new TokenFamily(key.id(), 0);
    private final Nullifier spent = nullifier();
    private final QueryTag question = new QueryTag(random(QueryTag.BYTES));
    private final QueryTag another = new QueryTag(random(QueryTag.BYTES));

    @AfterEach
    void end() {
        opened.forEach(RedisScripts::close);
        run.close();
    }

    @Test
    void restartWithItsLog_remembersAndGoesOnByItself() {
        DevRedis redis = server(true);
        RedisSpendLedger ledger = ledger(redis);
        RedisSpendLedger other = ledger(redis);
        assertThat(spend(ledger, question)).isEqualTo(ACCEPTED);

        redis.kill();
        assertThat(answer(ledger).filter(spend -> spend != FENCED)).isEmpty();
        redis.restart();

        world.awaitServed(ledger, other);
        world.awaitServed(other, ledger);
        assertThat(spend(ledger, another)).isEqualTo(SPENT);
        assertThat(spend(other, question)).isEqualTo(REPLAYED);
    }

    @Test
    void emptyRestart_isFenced_untilTheLossIsAccepted() {
        DevRedis redis = server(false);
        RedisSpendLedger ledger = ledger(redis);
        assertThat(spend(ledger, question)).isEqualTo(ACCEPTED);

        redis.restart();

        assertStaysFenced(ledger);
        String shard = ledger.states().stream()
                .filter(state -> state.standing().needed() > 0)
                .map(ShardState::name)
                .findFirst()
                .orElseThrow();
        AcceptedLoss loss = until(
                ledger,
                () -> ledger.acceptLoss(shard, world.records()::replace).await().atMost(PATIENCE));
        assertThat(loss.needed()).isEqualTo(1);
        awaitSpend(ledger, ACCEPTED);
        assertThat(ledger.acceptLoss("spent/of/another/provider", world.records()::replace)
                        .await()
                        .atMost(PATIENCE))
                .isEmpty();
    }

    @Test
    void flush_isFenced_untilANewGenerationVoidsTheOldTokens() {
        DevRedis redis = server(true);
        RedisSpendLedger ledger = ledger(redis);
        RedisSpendLedger other = ledger(redis);
        assertThat(spend(ledger, question)).isEqualTo(ACCEPTED);

        redis.ask("FLUSHALL");

        assertStaysFenced(ledger);
        assertStaysFenced(other);
        world.generation(new Generation(1, Instant.now()));
        world.awaitServed(ledger, other);
        world.awaitServed(other, ledger);
        TokenFamily next = new TokenFamily(key.id(), 1);
        assertThat(ledger.spend(next, spent, question).await().atMost(PATIENCE)).isEqualTo(ACCEPTED);
        assertThat(other.spend(next, spent, another).await().atMost(PATIENCE)).isEqualTo(SPENT);
        assertThat(spend(ledger, question)).isEqualTo(FENCED);
    }

    @Test
    void olderSnapshot_isFenced_forThoseWhoSawMore_andThoseWhoComeLater() {
        DevRedis redis = server(false);
        RedisSpendLedger ledger = ledger(redis);
        byte[] before = redis.dump();
        assertThat(spend(ledger, question)).isEqualTo(ACCEPTED);
        world.tick(ledger);

        redis.restore(before);

        assertStaysFenced(ledger);
        assertStaysFenced(open(redis, SETTINGS));
    }

    @Test
    void tokensSpentBeforeTheProcessBegan_areSpent() {
        DevRedis redis = server(false);
        assertThat(spend(ledger(redis), question)).isEqualTo(ACCEPTED);
        LedgerSettings otherPlan = new LedgerSettings(900_000, 7, LedgerSettings.DEFAULT_RETRY_WINDOW, 0);

        assertThat(spend(open(redis, otherPlan), another)).isEqualTo(SPENT);
    }

    @Test
    void firstStartLateInTheEpoch_isFenced_sinceNobodyKnowsWhatWasForgotten() {
        world.generation(new Generation(0, Instant.now().minus(RedisSpendLedger.FIRST_ARMING)));
        KeyLife old = new KeyLife(key.id(), Instant.now().minus(RedisSpendLedger.FIRST_ARMING), key.notAfter());
        world.keys(List.of(old));
        RedisSpendLedger ledger = open(server(false), SETTINGS);

        assertStaysFenced(ledger);
        world.generation(new Generation(1, Instant.now()));
        world.awaitServed(ledger);
    }

    @Test
    void slowRedis_costsTime_thenFails_andNothingIsFree() {
        DevRedis redis = server(true);
        RedisSpendLedger ledger = ledger(redis);
        redis.pause();
        long start = System.nanoTime();
        assertThatThrownBy(() -> spend(ledger, question)).isInstanceOf(RedisUnavailable.class);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
        redis.resume();

        world.awaitServed(ledger);
        assertThat(spend(ledger, question))
                .as("it may have been recorded all the same")
                .isIn(ACCEPTED, REPLAYED);
        assertThat(spend(ledger, another)).isEqualTo(SPENT);
    }

    private DevRedis server(boolean appendOnly) {
        return DevRedis.in(run).withoutPassword().appendOnly(appendOnly).start();
    }

    private RedisSpendLedger ledger(DevRedis redis) {
        world.keys(List.of(key));
        RedisSpendLedger ledger = open(redis, SETTINGS);
        world.awaitServed(ledger);
        return ledger;
    }

    private RedisSpendLedger open(DevRedis redis, LedgerSettings settings) {
        RedisScripts scripts = RedisScripts.open(RedisSettings.at(redis.uri()));
        opened.add(scripts);
        LedgerRedis.awaitAnswer(scripts);
        return world.open(scripts, settings);
    }

    private Spend spend(RedisSpendLedger ledger, QueryTag tag) {
        return ledger.spend(family, spent, tag).await().atMost(PATIENCE);
    }

    private Optional<Spend> answer(RedisSpendLedger ledger) {
        try {
            return Optional.of(spend(ledger, another));
        } catch (RedisUnavailable e) {
            return Optional.empty();
        }
    }

    /** Reconnected, and for some looks. */
    private void assertStaysFenced(RedisSpendLedger ledger) {
        until(ledger, () -> answer(ledger));
        for (int look = 0; look < 10; look++) {
            world.tick(ledger);
            assertThat(answer(ledger)).contains(FENCED);
        }
    }

    private void awaitSpend(RedisSpendLedger ledger, Spend expected) {
        assertThat(until(ledger, () -> answer(ledger).filter(spend -> spend != FENCED)))
                .isEqualTo(expected);
    }

    private <T> T until(RedisSpendLedger ledger, Supplier<Optional<T>> found) {
        long giveUp = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            world.tick(ledger);
            Optional<T> answer = found.get();
            if (answer.isPresent()) {
                return answer.get();
            }
            assertThat(System.nanoTime()).as("%s", ledger.states()).isLessThan(giveUp);
        }
    }

    private static Nullifier nullifier() {
        return new Nullifier(random(Nullifier.BYTES));
    }

    private static Bytes random(int size) {
        byte[] value = new byte[size];
        RANDOM.nextBytes(value);
        return Bytes.of(value);
    }
}
