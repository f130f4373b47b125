package dev.jeton.redis;

import static dev.jeton.redis.TestCalls.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jeton.dev.stack.DevRedis;
import io.lettuce.core.api.sync.RedisCommands;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Who may serve, and what becomes of those who come late, stall, die or leave. */
class FenceMembersIT extends FenceStage {
    @Test
    void armed_isServedByAllWhoJoin() {
        DevRedis redis = server(false);
        FencedProcess first = process(redis.uri()).armed();
        FencedProcess second = process(redis.uri()).watching();

        assertThat(first.remember("a")).isTrue();
        assertThat(second.remember("a")).isFalse();
        assertThat(second.remember("b")).isTrue();
        assertThat(first.standing().counter()).isEqualTo(1);
        assertThat(second.standing().counter()).isEqualTo(2);
    }

    @Test
    void neverArmed_isNotServed_andWatchingDoesNotArm() {
        FencedProcess process = process(server(false).uri()).watching();

        assertThat(process.refusal("a")).contains("NOT_ARMED");
        assertThat(records.arming(ARENA)).isEqualTo(Arming.NONE);
    }

    @Test
    void deadMember_blocksArming_andNoMoreAfterABump() {
        DevRedis redis = server(true);
        FencedProcess dead = process(redis.uri()).armed();
        FencedProcess live = process(redis.uri()).watching();
        dead.remember("a");
        kill(dead);

        redis.kill();
        redis.restart();
        records.pass(Duration.ofSeconds(11));
        assertStaysFenced("MEMBER_LOST", live);
        acceptLoss(live);
        awaitServing(live);

        FencedProcess other = process(redis.uri()).watching();
        other.remember("b");
        kill(other);
        long before = records.arming(ARENA).armed();
        live.tick();
        records.pass(Duration.ofSeconds(11));
        live.tick();
        assertThat(records.arming(ARENA).armed()).as("bumped").isEqualTo(before + 1);
        assertThat(live.standing().serving()).isTrue();

        redis.kill();
        redis.restart();
        awaitServing(live);
        assertThat(live.remember("a")).isFalse();
        assertThat(live.remember("b")).isFalse();
    }

    @Test
    void stalledMember_isCutOffByABump_andServesOnAfterJoining() {
        DevRedis redis = server(false);
        FencedProcess stalled = process(redis.uri()).armed();
        FencedProcess live = process(redis.uri()).watching();
        live.tick();
        records.pass(Duration.ofSeconds(11));
        live.tick();

        assertThat(records.arming(ARENA).armed()).isEqualTo(2);
        assertThat(stalled.remember("a")).as("one call, which joins").isTrue();
        assertThat(live.remember("a")).isFalse();
    }

    @Test
    void arguments_areAskedForAgainByWhoHadToJoin() {
        DevRedis redis = server(false);
        FencedProcess stalled = process(redis.uri()).armed();
        FencedProcess live = process(redis.uri()).watching();
        records.pass(Duration.ofSeconds(11));
        live.tick();

        assertThat(stalled.armingsWhileAsked("a")).containsExactly(1L, 2L);
    }

    @Test
    void witness_hearsAnAnswerAlsoIfItIsNotAcknowledged() {
        FencedProcess process = process(server(false).uri()).armed();

        assertThat(process.heardTooLate("a")).containsExactly(1L);
    }

    @Test
    void armThatCouldNot_thenWatch_armsNoMore() {
        DevRedis redis = server(false);
        records.available(false);
        FencedProcess process = process(redis.uri()).armed().watching();
        records.available(true);
        process.tick();

        assertThat(process.refusal("a")).contains("NOT_ARMED");
        assertThat(records.arming(ARENA)).isEqualTo(Arming.NONE);
    }

    @Test
    void recordsUnavailable_whoServesGoesOn_andNobodyJoins() {
        DevRedis redis = server(false);
        FencedProcess serving = process(redis.uri()).armed();
        records.available(false);
        serving.tick();

        assertThat(serving.remember("a")).isTrue();
        FencedProcess late = process(redis.uri()).watching();
        assertThat(late.refusal("a")).contains("RECORDS_UNAVAILABLE");

        records.available(true);
        awaitServing(late, serving);
        assertThat(late.remember("a")).isFalse();
    }

    @Test
    void goodbye_whileItJoins_isSaidAfterwards() {
        DevRedis redis = server(false);
        process(redis.uri()).armed();
        CompletableFuture<Void> slow = new CompletableFuture<>();
        FencedProcess leaving = new FencedProcess("leaving", redis.uri(), new SlowJoin(records, slow), ARENA, 0);
        processes.add(leaving);

        CompletableFuture<Standing> joining = leaving.fence().watch(ARENA).subscribeAsCompletionStage();
        CompletableFuture<Void> closing = leaving.fence().close().subscribeAsCompletionStage();
        slow.complete(null);
        closing.join();

        joining.join();
        assertThat(await(records.read(List.of(ARENA.name()))).values())
                .flatExtracting(FenceRecords.Entry::members)
                .filteredOn(member -> !member.closed())
                .hasSize(1);
    }

    @Test
    void goodbye_blocksNobody() {
        DevRedis redis = server(true);
        FencedProcess leaving = process(redis.uri()).armed();
        FencedProcess live = process(redis.uri()).watching();
        leaving.remember("a");
        processes.remove(leaving);
        leaving.close();

        redis.kill();
        redis.restart();

        awaitServing(live);
        assertThat(live.remember("a")).isFalse();
    }

    @Test
    void leftAndKeptAgain_servesAgain_andNobodyForgets() {
        DevRedis redis = server(false);
        FencedProcess returning = process(redis.uri()).armed();
        FencedProcess other = process(redis.uri()).watching();
        returning.remember("a");
        returning.leave();
        assertThat(returning.refusal("a")).contains("LEFT");

        returning.watching();

        assertThat(returning.standing().serving()).isTrue();
        assertThat(returning.remember("a")).isFalse();
        assertThat(other.remember("a")).isFalse();
        assertThat(other.remember("b")).isTrue();
        assertThat(returning.remember("b")).isFalse();
    }

    @Test
    void leftWhileTheRecordsFail_keptAgain_itsLastMarkStillCounts() {
        DevRedis redis = server(false);
        FencedProcess returning = process(redis.uri()).armed();
        FencedProcess other = process(redis.uri()).watching();
        byte[] before = redis.dump();
        returning.remember("a");
        records.available(false);
        assertThatThrownBy(returning::leave).isNotNull();
        records.available(true);

        redis.restore(before);
        returning.watching();

        assertStaysFenced("BEHIND_MARK", returning, other);
    }

    @Test
    void run_isOneCommandInRedis() {
        DevRedis redis = server(false);
        FencedProcess process = process(redis.uri()).armed();
        process.remember("warm");
        admin(redis, RedisCommands::configResetstat);

        for (int i = 0; i < 100; i++) {
            process.remember("item" + i);
        }

        Map<String, String> calls = commands(redis);
        assertThat(calls.get("evalsha")).startsWith("calls=100,");
        assertThat(calls).doesNotContainKeys("eval", "watch", "multi", "wait");
        assertThat(calls.get("hmget")).as("one read").startsWith("calls=100,");
        assertThat(calls.get("hincrby")).as("one write").startsWith("calls=100,");
    }

    private static Map<String, String> commands(DevRedis redis) {
        Map<String, String> calls = new HashMap<>();
        admin(redis, admin -> admin.info("commandstats"))
                .lines()
                .filter(line -> line.startsWith("cmdstat_"))
                .forEach(line -> calls.put(
                        line.substring("cmdstat_".length(), line.indexOf(':')), line.substring(line.indexOf(':') + 1)));
        return calls;
    }

    /** Joins as soon as {@code slow} allows it. */
    private record SlowJoin(FenceRecords records, CompletableFuture<Void> slow) implements FenceRecords {
        @Override
        public Uni<Map<String, Entry>> read(Collection<String> arenas) {
            return records.read(arenas);
        }

        @Override
        public Uni<Boolean> replace(String arena, Arming expected, Arming next) {
            return records.replace(arena, expected, next);
        }

        @Override
        public Uni<Boolean> join(String arena, long arming, String process) {
            return Uni.createFrom().completionStage(slow).chain(() -> records.join(arena, arming, process));
        }

        @Override
        public Uni<Void> report(String process, Collection<Mark> marks) {
            return records.report(process, marks);
        }
    }
}
