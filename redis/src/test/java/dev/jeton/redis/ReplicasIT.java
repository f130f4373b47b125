package dev.jeton.redis;

import static dev.jeton.redis.TestCalls.awaitThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jeton.dev.stack.DevRedis;
import dev.jeton.dev.stack.Wire;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What counts only when a replica has it is not taken back by a failover to that replica. */
class ReplicasIT extends FenceStage {
    private static final Duration PATIENCE = Duration.ofSeconds(4);

    private DevRedis master;
    private DevRedis replica;

    @BeforeEach
    void replicate() {
        master = server(false);
        replica = server(false);
        replica.follow(master);
    }

    @Test
    void replicaStopped_isRefusedInTime_andTheRetryAfterwardsIsAnswered() {
        FencedProcess process = serving(master.uri());
        process.remember("a");

        replica.pause();
        long start = System.nanoTime();
        assertThat(process.refusal("b")).contains("unavailable");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(PATIENCE);
        assertThat(process.standing().counter()).as("not acknowledged").isEqualTo(1);
        assertThat(process.refusal("b"))
                .as("it is there, and its replica has not got it yet")
                .contains("unavailable");
        replica.resume();

        awaitThat(() -> process.refusal("b").isEmpty());
        assertThat(process.remember("b")).isFalse();
        assertThat(process.standing().counter()).isEqualTo(2);
    }

    /** Without the replica's word this stays fenced: {@code FenceIT}. */
    @Test
    void replicaThatLagsIsPromoted_nothingAcknowledgedIsLost_isArmedAgainByItself() throws Exception {
        try (Wire wire = new Wire(master.port())) {
            FencedProcess process = process(wire.redis(), 1);
            process.remember("a");
            replica.pause();
            master.ask("CLIENT", "KILL", "TYPE", "replica");
            assertThat(process.refusal("b")).contains("unavailable");

            master.kill();
            replica.resume();
            replica.promote();
            server(false).follow(replica);
            wire.lead(replica.port());

            awaitServing(process);
            assertThat(process.remember("a")).isFalse();
            assertThat(process.remember("b")).isTrue();
        }
    }

    @Test
    void fewerReplicasThanAsked_nothingIsArmed_untilTheyAreThere() {
        FencedProcess process = process(2);

        assertThat(process.standing().serving()).isFalse();
        assertThat(process.refusal("a")).isPresent();
        server(false).follow(master);

        awaitServing(process);
    }

    @Test
    void manyAtOnce_shareTheirWaits() {
        FencedProcess process = serving(master.uri());
        process.remember("warm");
        long before = master.calls("wait");

        List<CompletableFuture<Boolean>> calls = IntStream.range(0, 500)
                .mapToObj(i -> process.rememberLater("item" + i))
                .toList();

        assertThat(calls).allSatisfy(call -> assertThat(call).succeedsWithin(Duration.ofSeconds(10)));
        assertThat(master.calls("wait") - before).isBetween(1L, 250L);
        assertThat(replica.ask("HGET", ARENA.marker(), "n")).isEqualTo("501");
    }

    @Test
    void answerThatChangesNothing_doesNotWait() {
        FencedProcess process = serving(master.uri());
        process.remember("a");
        replica.pause();

        assertThat(process.remember("a")).isFalse();
    }

    @Test
    void closedWhileItWaits_failsAndDoesNotHang() {
        FencedProcess process = serving(master.uri());
        process.remember("a");
        replica.pause();
        CompletableFuture<Boolean> first = process.rememberLater("b");
        awaitThat(() -> "2".equals(master.ask("HGET", ARENA.marker(), "n")));
        CompletableFuture<Boolean> second = process.rememberLater("c");
        kill(process);

        assertThat(first).failsWithin(PATIENCE);
        assertThat(second).failsWithin(PATIENCE);
    }

    private FencedProcess process(int replicas) {
        return process(master.uri(), replicas);
    }

    private FencedProcess process(URI uri, int replicas) {
        RedisSettings settings = TestCalls.limits(uri, PATIENCE, 10_000).acknowledgedBy(replicas);
        return keep(new FencedProcess("process-" + ++started, settings, records, ARENA, 0))
                .armed();
    }

    private FencedProcess serving(URI uri) {
        FencedProcess process = process(uri, 1);
        awaitThat(() -> {
            process.tick();
            records.pass(Duration.ofSeconds(1));
            return process.standing().serving();
        });
        return process;
    }
}
