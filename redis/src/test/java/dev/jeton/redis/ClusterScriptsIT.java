package dev.jeton.redis;

import static dev.jeton.redis.TestCalls.assertFailsFast;
import static dev.jeton.redis.TestCalls.await;
import static dev.jeton.redis.TestCalls.awaitFailure;
import static dev.jeton.redis.TestCalls.awaitPing;
import static dev.jeton.redis.TestCalls.awaitThat;
import static dev.jeton.redis.TestCalls.count;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jeton.dev.stack.DevRedis;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Each script runs on the master of its slot, and at most once, while slots and masters change. */
class ClusterScriptsIT {
    private static final LuaScript NOTHING = LuaScript.of("nothing", "return {1}");

    private static TestCluster cluster;
    private static RedisScripts scripts;

    @BeforeAll
    static void start() {
        cluster = new TestCluster();
        scripts = RedisScripts.open(cluster.settings());
        awaitPing(scripts);
    }

    @AfterEach
    void heal() {
        cluster.heal();
        awaitPing(scripts);
    }

    @AfterAll
    static void stop() {
        scripts.close();
        cluster.close();
    }

    @Test
    void run_goesToTheMasterOfItsKey() {
        List<DevRedis> masters = cluster.nodes().masters();
        for (int third = 0; third < 3; third++) {
            String key = "routed" + TestCluster.tag(third, 0);

            await(count(scripts, key));

            assertThat(masters.get(third).ask("GET", key)).isEqualTo("1");
        }
        assertThat(await(scripts.run(NOTHING, List.of(), List.of()))).containsExactly(1L);
    }

    @Test
    void run_keysOfTwoSlots_isRefusedAndNotSent() {
        long before = calls();
        List<byte[]> keys =
                Stream.of("a{1}", "a{2}").map(key -> key.getBytes(UTF_8)).toList();

        assertThatIllegalArgumentException().isThrownBy(() -> scripts.run(NOTHING, keys, List.of()));
        assertThat(calls()).isEqualTo(before);
    }

    @Test
    void run_whileItsSlotMoves_runsOnceOrNotAtAll_andThenOnTheNewMaster() {
        String key = "moving" + TestCluster.tag(0, 1);
        await(count(scripts, key));
        DevRedis to = cluster.nodes().masters().get(1);

        cluster.begin(key, to);
        assertThat(await(count(scripts, key))).as("still there").startsWith(2L);
        cluster.carry(key, to);
        // ASK: the new master has the key, and would run the script. Whose data they are, nobody has asked yet.
        assertThatThrownBy(() -> await(count(scripts, key)))
                .isInstanceOf(RedisUnavailable.class)
                .hasMessageContaining("ASK");
        assertThat(to.calls("asking")).isZero();
        cluster.settle(key, to);

        awaitThat(() -> answers(key));
        assertThat(to.ask("GET", key)).isEqualTo("3");
    }

    @Test
    void run_masterDies_failsFast_othersServeOn_andItsReplicaTakesOver() {
        DevRedis master = cluster.nodes().masters().get(0);
        String hit = "hit" + TestCluster.tag(0, 2);
        String spared = "spared" + TestCluster.tag(1, 2);
        await(count(scripts, hit));
        cluster.awaitReplicated(master);

        master.kill();

        awaitFailure(scripts);
        assertThatThrownBy(() -> await(count(scripts, hit))).isInstanceOf(RedisUnavailable.class);
        assertThat(await(count(scripts, spared))).startsWith(1L);
        awaitThat(() -> answers(hit));
        assertThat(cluster.nodes().masterOf(hit)).isNotSameAs(master);
        assertThat(cluster.nodes().masterOf(hit).ask("GET", hit)).isEqualTo("2");
        awaitPing(scripts);
    }

    /** All the addresses that a client knows may be gone but one. */
    @Test
    void open_onlyAReplicaAnswersAmongTheSeeds_findsAll() {
        RedisSettings known = cluster.settings();
        List<URI> seeds = List.of(
                URI.create("redis://127.0.0.1:1"), cluster.nodes().uris().get(5));
        RedisSettings settings = new RedisSettings(
                seeds,
                true,
                known.trustCertificates(),
                known.username(),
                known.passwordFile(),
                known.commandTimeout(),
                known.connectTimeout(),
                known.maxWaiting(),
                0);
        try (RedisScripts late = RedisScripts.open(settings)) {
            assertFailsFast(late);
            awaitPing(late);
        }
    }

    private static boolean answers(String key) {
        return await(count(scripts, key).onItemOrFailure().transform((answer, failure) -> failure == null));
    }

    private static long calls() {
        return cluster.nodes().nodes().stream()
                .mapToLong(node -> node.calls("evalsha") + node.calls("eval"))
                .sum();
    }
}
