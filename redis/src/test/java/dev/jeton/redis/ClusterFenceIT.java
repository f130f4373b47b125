package dev.jeton.redis;

import static dev.jeton.redis.TestCalls.awaitThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jeton.dev.stack.DevRedis;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What was remembered and acknowledged is never new again, wherever the cluster has put it. */
class ClusterFenceIT extends FenceStage {
    private static TestCluster cluster;
    private static int arenas;

    private final Arena arena = arena(0);

    @BeforeAll
    static void start() {
        cluster = new TestCluster();
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @AfterEach
    void heal() {
        cluster.heal();
    }

    @Test
    void slotMoved_withAllItsKeys_isArmedAgainByItself_andOtherArenasServeOn() {
        FencedProcess busy = process(arena).armed();
        FencedProcess idle = process(arena).watching();
        FencedProcess elsewhere = process(arena(2)).armed();
        busy.remember("a");
        DevRedis to = cluster.nodes().masters().get(1);

        cluster.move(arena.marker(), to);

        awaitServing(busy, idle);
        assertThat(idle.remember("a")).isFalse();
        assertThat(idle.remember("b")).isTrue();
        assertThat(records.arming(arena).armed()).isGreaterThan(1);
        assertThat(elsewhere.remember("c")).isTrue();
        assertThat(elsewhere.standing().arming()).as("never fenced").isEqualTo(1);
    }

    /** Nothing on the connection says that the slot was away. */
    @Test
    void slotMovedAwayAndBack_isAnotherServer_alsoForAProcessThatDidNotLook() {
        FencedProcess process = process(arena).armed();
        process.remember("a");
        String before = process.server().orElseThrow();
        DevRedis home = cluster.nodes().masterOf(arena.marker());

        cluster.move(arena.marker(), cluster.nodes().masters().get(1));
        cluster.move(arena.marker(), home);

        awaitThat(() -> process.server().filter(now -> !now.equals(before)).isPresent());
        assertThat(process.refusal("a")).isPresent();
        awaitServing(process);
        assertThat(process.remember("a")).isFalse();
    }

    @Test
    void masterDies_replicaHasAll_isArmedAgainByItself() {
        FencedProcess busy = process(arena).armed();
        FencedProcess idle = process(arena).watching();
        busy.remember("a");
        DevRedis master = cluster.nodes().masterOf(arena.marker());
        cluster.awaitReplicated(master);

        cluster.nodes().failOver(master);

        awaitServing(busy, idle);
        assertThat(busy.remember("a")).isFalse();
        assertThat(idle.remember("b")).isTrue();
    }

    @Test
    void masterDies_replicaLagged_staysFenced_alsoAfterAFailoverBack() {
        FencedProcess busy = process(arena).armed();
        FencedProcess idle = process(arena).watching();
        busy.remember("a");
        DevRedis master = cluster.nodes().masterOf(arena.marker());
        cluster.awaitReplicated(master);
        DevRedis replica = cluster.cutReplica(master);
        assertThat(busy.remember("b")).as("acknowledged by the master alone").isTrue();

        master.kill();
        replica.resume();

        awaitThat(() -> cluster.nodes().masters().contains(replica));
        assertStaysFenced("BEHIND_MARK", busy, idle);
        cluster.heal();
        assertThat(cluster.nodes().handOver(replica)).isSameAs(master);
        assertStaysFenced("BEHIND_MARK", busy, idle);
        awaitThat(() -> busy.server().isPresent());
        acceptLoss(busy, arena);
        awaitServing(busy, idle);
        assertThat(idle.remember("b")).as("this is what was accepted").isTrue();
    }

    @Test
    void handedOverThereAndBack_connectionsLive_isArmedAgainEachTime() {
        FencedProcess busy = process(arena).armed();
        FencedProcess idle = process(arena).watching();
        busy.remember("a");
        DevRedis master = cluster.nodes().masterOf(arena.marker());

        DevRedis replica = cluster.nodes().handOver(master);
        awaitServing(busy, idle);
        assertThat(idle.remember("a")).isFalse();
        assertThat(idle.remember("b")).isTrue();
        cluster.nodes().awaitWhole();
        assertThat(cluster.nodes().handOver(replica)).isSameAs(master);

        awaitServing(busy, idle);
        assertThat(busy.remember("a")).isFalse();
        assertThat(busy.remember("b")).isFalse();
    }

    @Test
    void callOnItsWayToAStoppedMaster_isNotAcknowledgedOnceAnotherServes() throws Exception {
        FencedProcess patient = keep(new FencedProcess(
                        "patient", cluster.settings(Duration.ofSeconds(15)), records, arena, 0))
                .armed();
        FencedProcess other = process(arena).watching();
        patient.remember("a");
        DevRedis master = cluster.nodes().masterOf(arena.marker());
        cluster.awaitReplicated(master);

        master.pause();
        CompletableFuture<Boolean> onItsWay = patient.rememberLater("b");
        awaitThat(() -> !cluster.nodes().masters().contains(master)
                && cluster.nodes().masters().size() == 3);
        awaitServing(other, patient);
        assertThat(other.remember("b")).isTrue();
        master.resume();

        assertThat(onItsWay).failsWithin(Duration.ofSeconds(10));
        assertThat(patient.remember("b")).isFalse();
    }

    private static Arena arena(int third) {
        String tag = TestCluster.tag(third, ++arenas);
        return new Arena("test:" + arenas, "test:" + tag, Instant.parse("2100-01-01T00:00:00Z"));
    }

    private FencedProcess process(Arena of) {
        return keep(new FencedProcess("process-" + ++started, cluster.settings(), records, of, 0));
    }
}
