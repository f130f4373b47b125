package dev.jeton.redeemer.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jeton.dev.stack.DevRedis;
import dev.jeton.dev.stack.DevRedisCluster;
import dev.jeton.dev.stack.RunDirectory;
import dev.jeton.redis.RedisSettings;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/**
 * A Redis Cluster of six nodes that keep everything in memory only. Answers count once a replica has what they changed: so
 * a master may die, and nothing that was acknowledged with it.
 */
final class ClusterRedis implements Servers {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int REPLICAS_ACKNOWLEDGED = 1;

    private final DevRedisCluster cluster;
    private int kills;
    private int failovers;

    ClusterRedis(RunDirectory run) {
        cluster = DevRedisCluster.in(run).withoutPassword().start();
    }

    @Override
    public RedisSettings settings(int slot) {
        return RedisSettings.clusterAt(cluster.uris()).acknowledgedBy(REPLICAS_ACKNOWLEDGED);
    }

    @Override
    public int kills() {
        return kills;
    }

    @Override
    public int failovers() {
        return failovers;
    }

    @Override
    public List<Disturbance> disturbances(Random random, Load load, Redeemers redeemers) {
        Events events = new Events(random, load, redeemers);
        return List.of(
                new Disturbance("master killed, its replica elected", true, events::failOver),
                new Disturbance("master handed over", true, events::handOver),
                new Disturbance("master stands still, its replica elected, it goes on", true, events::outlast),
                new Disturbance("replica stands still, then its master is killed", true, events::lag),
                new Disturbance("replica killed, and back", true, events::loseReplica),
                new Disturbance("master back with nothing before it was missed", false, events::comeBackWithNothing),
                new Disturbance("master flushed", false, events::flush),
                new Disturbance("connections cut", true, events::cut),
                new Disturbance("master killed with a process", false, events::failOverWithoutAProcess),
                new Disturbance("process killed", true, events::killProcess));
    }

    private final class Events {
        private final Random random;
        private final Load load;
        private final Redeemers redeemers;

        Events(Random random, Load load, Redeemers redeemers) {
            this.random = random;
            this.load = load;
            this.redeemers = redeemers;
        }

        void failOver() {
            DevRedis master = master();
            cluster.failOver(master);
            killed();
            master.restart();
            cluster.awaitWhole();
        }

        void failOverWithoutAProcess() {
            redeemers.replace(random.nextInt(redeemers.slots()));
            failOver();
        }

        void handOver() {
            cluster.handOver(master());
            failovers++;
            cluster.awaitWhole();
        }

        /** It does not know that another one has become the master, and does what is still in its queues. */
        void outlast() {
            DevRedis master = master();
            DevRedis replica = cluster.replicasOf(master).get(0);
            master.pause();
            awaitElected(replica);
            Load.sleep(Duration.ofMillis(random.nextInt(1_000)));
            master.resume();
            cluster.awaitWhole();
        }

        void lag() {
            DevRedis master = master();
            DevRedis replica = cluster.replicasOf(master).get(0);
            replica.pause();
            // Or it would find what is written now in its socket.
            master.ask("CLIENT", "KILL", "TYPE", "replica");
            load.pass(100 + random.nextInt(500), Duration.ofMillis(500));
            master.kill();
            kills++;
            replica.resume();
            awaitElected(replica);
            master.restart();
            cluster.awaitWhole();
        }

        void loseReplica() {
            DevRedis replica = cluster.replicasOf(master()).get(0);
            replica.kill();
            kills++;
            Load.sleep(Duration.ofMillis(200 + random.nextInt(1_000)));
            replica.restart();
            cluster.awaitWhole();
        }

        void comeBackWithNothing() {
            DevRedis master = master();
            master.kill();
            kills++;
            master.restart();
            cluster.awaitWhole();
        }

        void flush() {
            master().ask("FLUSHALL");
        }

        void cut() {
            cluster.nodes().forEach(node -> node.ask("CLIENT", "KILL", "TYPE", "normal"));
        }

        void killProcess() {
            redeemers.replace(random.nextInt(redeemers.slots()));
            // Until then it would be missed if a master died too.
            Load.sleep(Servers.MEMBER_IS_LOST);
        }

        private DevRedis master() {
            List<DevRedis> masters = cluster.masters();
            return masters.get(random.nextInt(masters.size()));
        }

        private void killed() {
            kills++;
            failovers++;
        }

        private void awaitElected(DevRedis replica) {
            assertThat(Load.until(() -> replica.ask("ROLE").startsWith("master"), PATIENCE))
                    .isTrue();
            failovers++;
        }
    }
}
