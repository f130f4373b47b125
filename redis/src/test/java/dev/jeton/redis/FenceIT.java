package dev.jeton.redis;

import static dev.jeton.redis.TestCalls.await;
import static dev.jeton.redis.TestCalls.awaitThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.jeton.dev.stack.DevRedis;
import dev.jeton.dev.stack.Wire;
import io.lettuce.core.api.sync.RedisCommands;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What was remembered and acknowledged is never new again, whatever happens to the server. */
class FenceIT extends FenceStage {
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

    /** Such as a database restored to before the arming, or a fresh one; what Redis has may be old as well. */
    @Test
    void recordsThatKnowOfNoArming_doNotArmAnew_whatHasBeenServed() {
        DevRedis redis = server(true);
        FencedProcess before = process(redis.uri()).armed();
        before.remember("a");
        kill(before);

        records.forget();
        FencedProcess after = process(redis.uri()).armed();

        assertStaysFenced("BEHIND_MARK", after);
        acceptLoss(after);
        awaitServing(after);
        assertThat(after.remember("a")).isFalse();
    }

    @Test
    void laggingReplicaPromoted_staysFenced_andTheOneThatHasAllIsServed() throws IOException {
        DevRedis master = server(false);
        DevRedis replica = server(false);
        follow(replica, master); // first of all: a master's first replica renews its identity
        try (Wire wire = new Wire(master.port())) {
            FencedProcess process = process(wire.redis()).armed();
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
        follow(replica, master);
        try (Wire wire = new Wire(master.port())) {
            FencedProcess process = process(wire.redis()).armed();
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
        follow(replica, master);
        FencedProcess busy = process(master.uri()).armed();
        FencedProcess idle = process(master.uri()).watching();
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

    private static void follow(DevRedis replica, DevRedis master) {
        admin(replica, admin -> admin.replicaof("127.0.0.1", master.port()));
        awaitThat(() -> admin(replica, admin -> admin.info("replication")).contains("master_link_status:up"));
    }

    private static long counter(DevRedis redis) {
        return Long.parseLong(admin(redis, admin -> String.valueOf(admin.hget(ARENA.marker(), "n")))
                .replace("null", "-1"));
    }
}
