package dev.jeton.redis;

import static dev.jeton.redis.TestCalls.await;
import static dev.jeton.redis.TestCalls.awaitThat;
import static dev.jeton.redis.TestCalls.pause;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.jeton.dev.stack.DevRedis;
import dev.jeton.dev.stack.RunDirectory;
import io.lettuce.core.api.sync.RedisCommands;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What was remembered and acknowledged is never new again, whatever happens to the server. */
class FenceIT {
    private static final Arena ARENA = new Arena("test:1", "test:{1}", Instant.parse("2100-01-01T00:00:00Z"));

    private final MemoryRecords records = new MemoryRecords();
    private final List<FencedProcess> processes = new ArrayList<>();
    private RunDirectory run;
    private int started;

    @BeforeEach
    void open() {
        run = RunDirectory.create("fence-it");
    }

    @AfterEach
    void close() {
        processes.forEach(FencedProcess::kill);
        run.close();
    }

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
    void restartWithAllData_allProcessesLive_isArmedAgainByItself() {
        DevRedis redis = server(true);
        FencedProcess first = process(redis.uri()).armed();
        FencedProcess second = process(redis.uri()).watching();
        first.remember("a");
        second.remember("b");

        redis.kill();
        redis.restart();

        awaitServing(first, second);
        assertThat(first.remember("b")).isFalse();
        assertThat(second.remember("a")).isFalse();
        assertThat(second.remember("c")).isTrue();
        assertThat(records.arming(ARENA).armed()).isGreaterThan(1);
    }

    @Test
    void restartWithoutData_staysFenced_untilTheOperatorAcceptsTheLoss() {
        DevRedis redis = server(false);
        FencedProcess first = process(redis.uri()).armed();
        FencedProcess second = process(redis.uri()).watching();
        first.remember("a");
        second.remember("b");

        redis.restart();

        assertStaysFenced("MARKER_MISSING", first, second);
        AcceptedLoss loss = acceptLoss(first);
        assertThat(loss.needed()).isEqualTo(2);
        assertThat(loss.found()).isEmpty();
        awaitServing(first, second);
        assertThat(second.remember("a")).as("this is what was accepted").isTrue();
        assertThat(second.standing().counter())
                .as("counters do not begin again")
                .isGreaterThan(2);
    }

    /** The records are where the operator's word is told; they may fail after Redis has taken it. */
    @Test
    void acceptedLoss_thatTheRecordsDidNotGet_isNotArmedByAnybodyElse() {
        DevRedis redis = server(false);
        FencedProcess process = process(redis.uri()).armed();
        process.remember("a");
        redis.restart();
        assertStaysFenced("MARKER_MISSING", process);

        FenceRecords.Replacing failing = (arena, expected, next) -> next.armed() > expected.armed()
                ? Uni.createFrom().failure(new IllegalStateException("the records are away"))
                : records.replace(arena, expected, next);
        assertThatIllegalStateException()
                .isThrownBy(() -> await(process.fence().acceptLoss(ARENA, failing)))
                .withMessage("the records are away");

        records.pass(Duration.ofSeconds(6));
        assertStaysFenced("BEHIND_MARK", process);
        acceptLoss(process);
        awaitServing(process);
    }

    @Test
    void flush_fencesEveryProcess_alsoTheOneThatDidNotCall() {
        DevRedis redis = server(true);
        FencedProcess busy = process(redis.uri()).armed();
        FencedProcess idle = process(redis.uri()).watching();
        busy.remember("a");

        admin(redis, RedisCommands::flushall);

        awaitThat(() -> busy.refusal("a").isPresent() && idle.refusal("a").isPresent());
        assertStaysFenced("MARKER_MISSING", busy, idle);
    }

    @Test
    void olderSnapshot_staysFenced_alsoForAProcessThatSawNothingNewer() throws IOException {
        DevRedis redis = server(false);
        FencedProcess busy = process(redis.uri()).armed();
        FencedProcess idle = process(redis.uri()).watching();
        busy.remember("a");
        byte[] snapshot = redis.dump();
        Path file = Path.of(admin(redis, admin -> admin.configGet("dir")).get("dir"), "dump.rdb");
        busy.remember("b");

        redis.stop();
        Files.write(file, snapshot);
        redis.restart();

        assertStaysFenced("BEHIND_MARK", busy, idle);
        assertThat(process(redis.uri()).watching().refusal("b")).isPresent();
    }

    @Test
    void laggingReplicaPromoted_staysFenced_andTheOneThatHasAllIsServed() throws IOException {
        DevRedis master = server(false);
        DevRedis replica = server(false);
        try (BadWire wire = new BadWire(master.port())) {
            FencedProcess process = process(wire.uri()).armed();
            follow(replica, master);
            awaitServing(process); // a master's first replica renews its identity
            process.remember("a");
            awaitThat(() -> counter(replica) == counter(master));

            admin(replica, RedisCommands::replicaofNoOne); // The link breaks here, and the master goes on.
            process.remember("b");
            wire.lead(replica.port());
            wire.cut();

            assertStaysFenced("BEHIND_MARK", process);
            wire.lead(master.port());
            wire.cut();
            awaitServing(process);
            assertThat(process.remember("b")).isFalse();
        }
    }

    @Test
    void replicaWithAllDataPromoted_isArmedAgainByItself() throws IOException {
        DevRedis master = server(false);
        DevRedis replica = server(false);
        try (BadWire wire = new BadWire(master.port())) {
            FencedProcess process = process(wire.uri()).armed();
            follow(replica, master);
            awaitServing(process);
            process.remember("a");
            awaitThat(() -> counter(replica) == counter(master));

            master.kill();
            admin(replica, RedisCommands::replicaofNoOne);
            wire.lead(replica.port());

            awaitServing(process);
            assertThat(process.remember("a")).isFalse();
        }
    }

    @Test
    void failoverThereAndBack_connectionsLive_noProcessServesTheOlderData() {
        DevRedis master = server(false);
        DevRedis replica = server(false);
        FencedProcess busy = process(master.uri()).armed();
        FencedProcess idle = process(master.uri()).watching();
        follow(replica, master);
        awaitServing(busy, idle);
        busy.remember("a");
        awaitThat(() -> counter(replica) == counter(master));
        admin(replica, RedisCommands::replicaofNoOne);
        busy.remember("b");

        follow(master, replica);
        admin(master, RedisCommands::replicaofNoOne);

        // run_id is the same, the connection too, and the idle one has seen no counter that the data lack.
        assertThat(idle.refusal("b")).isPresent();
        assertThat(busy.refusal("b")).isPresent();
        assertStaysFenced("BEHIND_MARK", busy, idle);
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
    void toleratedLoss_armsByItselfUpToIt() throws IOException {
        DevRedis redis = server(false);
        FencedProcess process = keep(new FencedProcess("tolerant", redis.uri(), records, ARENA, 1))
                .armed();
        byte[] snapshot = redis.dump();
        Path file = Path.of(admin(redis, admin -> admin.configGet("dir")).get("dir"), "dump.rdb");
        process.remember("a");
        redis.stop();
        Files.write(file, snapshot);
        redis.restart();
        awaitServing(process);
        assertThat(process.remember("a")).as("this is what was tolerated").isTrue();

        process.remember("b");
        redis.stop();
        Files.write(file, snapshot);
        redis.restart();
        assertStaysFenced("BEHIND_MARK", process);
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

    private DevRedis server(boolean appendOnly) {
        return DevRedis.in(run)
                .withoutPassword()
                .appendOnly(appendOnly)
                .setting("repl-diskless-sync-delay", "0")
                .start();
    }

    private FencedProcess process(URI redis) {
        return keep(new FencedProcess("process-" + ++started, redis, records, ARENA, 0));
    }

    private void kill(FencedProcess process) {
        processes.remove(process);
        process.kill();
    }

    private FencedProcess keep(FencedProcess process) {
        processes.add(process);
        return process;
    }

    private void awaitServing(FencedProcess... all) {
        awaitThat(() -> {
            boolean serving = true;
            for (FencedProcess process : all) {
                process.tick();
                serving &= process.standing().serving()
                        && process.scripts().server().isPresent()
                        && process.refusal("probe").isEmpty();
            }
            pause(Duration.ofMillis(20));
            records.pass(Duration.ofMillis(200));
            return serving;
        });
    }

    /** Also after many ticks, and many tries to arm. */
    private void assertStaysFenced(String reason, FencedProcess... all) {
        awaitThat(() -> {
            boolean seen = false;
            for (FencedProcess process : all) {
                process.tick();
                assertThat(process.refusal("a")).isPresent();
                seen |= process.standing()
                        .reason()
                        .filter(found -> found.name().equals(reason))
                        .isPresent();
            }
            records.pass(Duration.ofMillis(500));
            pause(Duration.ofMillis(20));
            return seen;
        });
        for (int i = 0; i < 60; i++) {
            for (FencedProcess process : all) {
                process.tick();
                assertThat(process.refusal("a")).isPresent();
            }
            records.pass(Duration.ofMillis(500));
        }
        for (FencedProcess process : all) {
            assertThat(process.standing().serving()).isFalse();
        }
    }

    private AcceptedLoss acceptLoss(FencedProcess by) {
        for (int i = 0; i < 100; i++) {
            processes.forEach(FencedProcess::tick);
            var loss = await(by.fence().acceptLoss(ARENA));
            if (loss.isPresent()) {
                return loss.get();
            }
        }
        throw new AssertionError("never accepted");
    }

    private static void follow(DevRedis replica, DevRedis master) {
        admin(replica, admin -> admin.replicaof("127.0.0.1", master.port()));
        awaitThat(() -> admin(replica, admin -> admin.info("replication")).contains("master_link_status:up"));
    }

    private static long counter(DevRedis redis) {
        return Long.parseLong(admin(redis, admin -> String.valueOf(admin.hget(ARENA.marker(), "n")))
                .replace("null", "-1"));
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

    private static <T> T admin(DevRedis redis, Function<RedisCommands<String, String>, T> work) {
        return TestRedis.admin(redis.uri(), work);
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
