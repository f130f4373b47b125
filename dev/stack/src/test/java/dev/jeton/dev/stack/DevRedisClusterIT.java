package dev.jeton.dev.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DevRedisClusterIT {
    private static RunDirectory run;
    private static DevRedisCluster cluster;

    @BeforeAll
    static void open() {
        run = RunDirectory.create("redis-cluster-it");
        cluster = DevRedisCluster.start(run);
    }

    @AfterAll
    static void close() {
        run.close();
    }

    @BeforeEach
    void allNodesRun() {
        cluster.nodes().stream().filter(node -> !node.isRunning()).forEach(DevRedis::restart);
        cluster.awaitWhole();
    }

    @Test
    void start_hasThreeMastersWithAReplicaEach() {
        assertThat(cluster.masters())
                .hasSize(3)
                .allSatisfy(master ->
                        assertThat(cluster.replicasOf(master)).hasSize(1).allMatch(DevRedis::isLinked));
        assertThat(new HashSet<>(cluster.uris())).hasSize(6);
    }

    @Test
    void masterOf_servesTheSlot_andTheOthersDoNot() {
        DevRedis master = cluster.masterOf("{a}1");

        assertThat(cluster.masterOf("{a}2")).isSameAs(master);
        assertThat(master.ask("SET", "{a}1", "v")).isEqualTo("OK");
        cluster.masters().stream()
                .filter(other -> other != master)
                .forEach(other -> assertThatThrownBy(() -> other.ask("GET", "{a}1"))
                        .hasMessageContaining("MOVED " + cluster.slot("{a}1")));
    }

    @Test
    void handOver_replicaServesAllData_andIsFollowed() {
        DevRedis master = cluster.masterOf("handed");
        master.ask("SET", "handed", "over");

        DevRedis successor = cluster.handOver(master);

        assertThat(successor.ask("GET", "handed")).isEqualTo("over");
        cluster.awaitWhole();
        assertThat(cluster.masterOf("handed")).isSameAs(successor);
        assertThat(cluster.replicasOf(successor)).containsExactly(master);
    }

    @Test
    void failOver_replicaIsElected_andTheKilledOneFollowsItAfterItsRestart() {
        DevRedis master = cluster.masterOf("killed");
        master.ask("SET", "killed", "v");
        master.ask("WAIT", "1", "1000");

        DevRedis successor = cluster.failOver(master);

        assertThat(successor.ask("GET", "killed")).isEqualTo("v");
        master.restart();
        cluster.awaitWhole();
        assertThat(cluster.masterOf("killed")).isSameAs(successor);
        assertThat(cluster.replicasOf(successor)).containsExactly(master);
    }

    @Test
    void pausedMaster_isReplaced_andFollowsAfterIt() {
        DevRedis master = cluster.masterOf("paused");
        DevRedis replica = cluster.replicasOf(master).get(0);

        master.pause();
        assertThat(Pause.until(() -> replica.ask("ROLE").startsWith("master"), Duration.ofSeconds(20)))
                .isTrue();
        master.resume();

        cluster.awaitWhole();
        assertThat(cluster.masterOf("paused")).isSameAs(replica);
    }
}
