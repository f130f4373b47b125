package dev.jeton.dev.stack;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A real Redis Cluster on free ports of 127.0.0.1: masters that share the 16384 slots evenly, each with its replicas. All
 * nodes have one password. Each is a {@link DevRedis} and can be killed, paused, stopped and started again by itself; a
 * master that dies is replaced by a replica in about three seconds. It ends with its {@link RunDirectory}. Safe for concurrent use.
 */
public final class DevRedisCluster {
    public static final int SLOTS = 16_384;

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final List<DevRedis> nodes;

    private DevRedisCluster(List<DevRedis> nodes) {
        this.nodes = List.copyOf(nodes);
    }

    /** Three masters, each with one replica, that keep their data in memory only. */
    public static DevRedisCluster start(RunDirectory run) {
        return in(run).start();
    }

    public static Builder in(RunDirectory run) {
        return new Builder(run);
    }

    /** All nodes, in the order of their start: at first the masters, then their replicas in the same order. */
    public List<DevRedis> nodes() {
        return nodes;
    }

    /** Where all nodes are, without credentials; any of them is a seed. */
    public List<URI> uris() {
        return nodes.stream().map(DevRedis::uri).toList();
    }

    /** The one password. */
    public String password() {
        return nodes.get(0).password();
    }

    /** The one password in a file that nobody else can read. */
    public Path passwordFile() {
        return nodes.get(0).passwordFile();
    }

    /** The slot of {@code key}, by its hash tag if it has one. */
    public int slot(String key) {
        return Integer.parseInt(reachable().findFirst().orElseThrow().redis().ask("CLUSTER", "KEYSLOT", key));
    }

    /** The masters that answer, by their own word; after a failover the newest. In the order of their slots. */
    public List<DevRedis> masters() {
        return reachable()
                .filter(node -> node.isMaster() && !node.slots().isEmpty())
                .sorted(Comparator.comparingInt(node -> node.slots().get(0).first()))
                .map(ClusterNode::redis)
                .toList();
    }

    /**
     * The master of {@code key}'s slot: of those that claim it, the one that was elected last.
     *
     * @throws StackFailure if nobody does
     */
    public DevRedis masterOf(String key) {
        int slot = slot(key);
        return masterOf(slot).orElseThrow(() -> new StackFailure("nobody serves slot " + slot));
    }

    /** The replicas of {@code master} that answer. */
    public List<DevRedis> replicasOf(DevRedis master) {
        String id = ClusterNode.of(master).orElseThrow().id();
        return reachable()
                .filter(node -> node.masterId().equals(id))
                .map(ClusterNode::redis)
                .toList();
    }

    /** Hands {@code master}'s part over to a replica, which has all its data, and waits until it does. Returns that. */
    public DevRedis handOver(DevRedis master) {
        DevRedis replica = replicasOf(master).stream()
                .filter(DevRedis::isLinked)
                .findFirst()
                .orElseThrow(() -> new StackFailure("no replica to hand over to"));
        replica.ask("CLUSTER", "FAILOVER");
        await("a replica takes over", () -> isMaster(replica) && !isMaster(master));
        return replica;
    }

    /**
     * Kills {@code master}, and waits until a replica has been elected. Returns that. The killed one stays down until
     * {@link DevRedis#restart()}, and is a replica then.
     */
    public DevRedis failOver(DevRedis master) {
        int slot = ClusterNode.of(master).orElseThrow().slots().get(0).first();
        master.kill();
        return awaitValue("a replica is elected", () -> masterOf(slot));
    }

    /** Waits until each node answers and finds the cluster well, all know the same masters, and all replicas are linked. */
    public void awaitWhole() {
        await("the cluster is whole", this::isWhole);
    }

    private boolean isWhole() {
        List<ClusterNode> answering = reachable().toList();
        return answering.size() == nodes.size()
                && answering.stream().allMatch(ClusterNode::isWell)
                && answering.stream().allMatch(node -> node.isMaster() || isLinked(node.redis()))
                && answering.stream().map(ClusterNode::masters).distinct().count() == 1;
    }

    private Optional<DevRedis> masterOf(int slot) {
        return reachable()
                .filter(node -> node.isMaster() && node.owns(slot))
                .max(Comparator.comparingLong(ClusterNode::epoch))
                .map(ClusterNode::redis);
    }

    private Stream<ClusterNode> reachable() {
        return nodes.stream().map(ClusterNode::of).flatMap(Optional::stream);
    }

    private static boolean isMaster(DevRedis redis) {
        return ClusterNode.of(redis).filter(ClusterNode::isMaster).isPresent();
    }

    private static boolean isLinked(DevRedis redis) {
        try {
            return redis.isLinked();
        } catch (StackFailure e) {
            return false;
        }
    }

    private static void await(String what, BooleanSupplier condition) {
        if (!Pause.until(condition, PATIENCE)) {
            throw new StackFailure("not after " + PATIENCE.toSeconds() + " s: " + what);
        }
    }

    private static <T> T awaitValue(String what, Supplier<Optional<T>> value) {
        List<T> found = new ArrayList<>();
        await(what, () -> {
            value.get().ifPresent(found::add);
            return !found.isEmpty();
        });
        return found.get(0);
    }

    /** The cluster to be. */
    public static final class Builder {
        private final DevRedis.Builder node;
        private int masters = 3;
        private int replicas = 1;

        private Builder(RunDirectory run) {
            node = DevRedis.in(run).setting("cluster-enabled", "yes").setting("cluster-replica-validity-factor", "0");
            nodeTimeout(Duration.ofSeconds(1));
        }

        /** Default 3; at least 3, or none of them could be voted out. */
        public Builder masters(int count) {
            masters = count;
            return this;
        }

        /** How many replicas each master has. Default 1. */
        public Builder replicasEach(int count) {
            replicas = count;
            return this;
        }

        /** How long a node may be silent before the others give it up. Default a second. */
        public Builder nodeTimeout(Duration timeout) {
            return setting("cluster-node-timeout", Long.toString(timeout.toMillis()));
        }

        /** As {@link DevRedis.Builder#appendOnly}, for all nodes. */
        public Builder appendOnly(boolean appendOnly) {
            node.appendOnly(appendOnly);
            return this;
        }

        /** Lets every program of this machine in. */
        public Builder withoutPassword() {
            node.withoutPassword();
            return this;
        }

        /** Any line of {@code redis.conf}, for all nodes. */
        public Builder setting(String name, String value) {
            node.setting(name, value);
            return this;
        }

        /**
         * A cluster that is whole.
         *
         * @throws StackFailure if it does not become so
         */
        public DevRedisCluster start() {
            DevRedis[] nodes = new DevRedis[masters * (1 + replicas)];
            int[] busPorts = new int[nodes.length];
            for (int i = 0; i < nodes.length; i++) {
                busPorts[i] = FreePorts.next();
                nodes[i] = node.setting("cluster-port", Integer.toString(busPorts[i]))
                        .start();
            }
            meet(nodes, busPorts);
            for (int i = 0; i < masters; i++) {
                nodes[i].ask("CLUSTER", "ADDSLOTSRANGE", "" + first(i), "" + (first(i + 1) - 1));
            }
            for (int i = masters; i < nodes.length; i++) {
                nodes[i].ask("CLUSTER", "REPLICATE", nodes[i % masters].ask("CLUSTER", "MYID"));
            }
            DevRedisCluster cluster = new DevRedisCluster(Arrays.asList(nodes));
            cluster.awaitWhole();
            return cluster;
        }

        /** Everybody meets everybody: gossip would get there, but later. */
        private static void meet(DevRedis[] nodes, int[] busPorts) {
            for (int i = 0; i < nodes.length; i++) {
                nodes[i].ask("CLUSTER", "SET-CONFIG-EPOCH", Integer.toString(i + 1));
                for (int j = 0; j < i; j++) {
                    nodes[i].ask("CLUSTER", "MEET", "127.0.0.1", "" + nodes[j].port(), "" + busPorts[j]);
                }
            }
            for (DevRedis node : nodes) {
                await("all nodes have met", () -> {
                    String known = node.ask("CLUSTER", "NODES");
                    return known.lines().count() == nodes.length && !known.contains("handshake");
                });
            }
        }

        private int first(int master) {
            return master * SLOTS / masters;
        }
    }
}
