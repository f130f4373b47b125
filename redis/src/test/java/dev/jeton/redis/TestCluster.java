package dev.jeton.redis;

import dev.jeton.dev.stack.DevRedis;
import dev.jeton.dev.stack.DevRedisCluster;
import dev.jeton.dev.stack.RunDirectory;
import io.lettuce.core.cluster.SlotHash;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** A real Redis Cluster with a password, and what its operator does to it. */
final class TestCluster implements AutoCloseable {
    private final RunDirectory run = RunDirectory.create("redis-cluster-it");
    private final DevRedisCluster cluster = DevRedisCluster.start(run);

    DevRedisCluster nodes() {
        return cluster;
    }

    RedisSettings settings() {
        return settings(Duration.ofSeconds(1));
    }

    RedisSettings settings(Duration commandTimeout) {
        return new RedisSettings(
                cluster.uris().subList(0, 1),
                true,
                Optional.empty(),
                Optional.empty(),
                Optional.of(cluster.passwordFile()),
                commandTimeout,
                Duration.ofSeconds(1),
                1000,
                0);
    }

    /** A hash tag whose slot is in the third with that number, from 0, and unlike the others'. */
    static String tag(int third, int other) {
        return IntStream.iterate(other * 1000, i -> i + 1)
                .mapToObj(i -> "{" + i + "}")
                .filter(tag -> SlotHash.getSlot(tag) * 3 / SlotHash.SLOT_COUNT == third)
                .findFirst()
                .orElseThrow();
    }

    /** Moves the slot of {@code key} with all its keys, as {@code redis-cli --cluster reshard} does. */
    void move(String key, DevRedis to) {
        begin(key, to);
        carry(key, to);
        settle(key, to);
    }

    void begin(String key, DevRedis to) {
        DevRedis from = cluster.masterOf(key);
        to.ask("CLUSTER", "SETSLOT", slot(key), "IMPORTING", id(from));
        from.ask("CLUSTER", "SETSLOT", slot(key), "MIGRATING", id(to));
    }

    void carry(String key, DevRedis to) {
        DevRedis from = cluster.masterOf(key);
        List<String> migrate = new ArrayList<>(List.of(
                "MIGRATE",
                "127.0.0.1",
                Integer.toString(to.port()),
                "",
                "0",
                "5000",
                "AUTH",
                cluster.password(),
                "KEYS"));
        migrate.addAll(
                from.ask("CLUSTER", "GETKEYSINSLOT", slot(key), "1000").lines().toList());
        from.ask(migrate.toArray(String[]::new));
    }

    void settle(String key, DevRedis to) {
        List<DevRedis> masters = new ArrayList<>(cluster.masters());
        masters.remove(to);
        masters.add(0, to);
        masters.forEach(master -> master.ask("CLUSTER", "SETSLOT", slot(key), "NODE", id(to)));
    }

    /** Makes the replica of {@code master} miss all that is written from now on, until the next time it is {@link #heal healed}. */
    DevRedis cutReplica(DevRedis master) {
        DevRedis replica = cluster.replicasOf(master).get(0);
        replica.pause();
        // Or it would find what was written meanwhile in its socket.
        master.ask("CLIENT", "KILL", "TYPE", "replica");
        return replica;
    }

    /** Waits until all replicas of {@code master} have all that it has. */
    void awaitReplicated(DevRedis master) {
        List<DevRedis> replicas = cluster.replicasOf(master);
        TestCalls.awaitThat(() -> {
            String offset = offset(master, "master_repl_offset:");
            return replicas.stream()
                    .allMatch(replica -> offset(replica, "slave_repl_offset:").equals(offset));
        });
    }

    private static String offset(DevRedis node, String field) {
        return node.ask("INFO", "replication")
                .lines()
                .filter(line -> line.startsWith(field))
                .map(line -> line.substring(field.length()).strip())
                .findFirst()
                .orElse("none");
    }

    /** All nodes run, and agree. */
    void heal() {
        cluster.nodes().stream().filter(node -> !node.isRunning()).forEach(DevRedis::restart);
        cluster.nodes().forEach(DevRedis::resume);
        cluster.awaitWhole();
    }

    private static String slot(String key) {
        return Integer.toString(SlotHash.getSlot(key));
    }

    private static String id(DevRedis node) {
        return node.ask("CLUSTER", "MYID");
    }

    @Override
    public void close() {
        run.close();
    }
}
