package dev.jeton.dev.stack;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One node of a cluster, by its own word: its own line of {@code CLUSTER NODES}, and who it takes for the masters.
 *
 * @param id its 40 hex digits
 * @param masterId its master's; "-" if it is one
 * @param epoch of the election that made it, or its master, what it is
 * @param slots empty for a replica
 * @param masters every master that it knows and does not take for dead, with the slots
 * @param isWell whether it finds all slots served
 */
record ClusterNode(
        DevRedis redis,
        String id,
        String masterId,
        long epoch,
        List<SlotRange> slots,
        Set<String> masters,
        boolean isWell) {
    private static final int ID = 0;
    private static final int FLAGS = 2;
    private static final int MASTER = 3;
    private static final int EPOCH = 6;
    private static final int SLOTS = 8;

    record SlotRange(int first, int last) {
        private static SlotRange parse(String range) {
            String[] ends = range.split("-", -1);
            return new SlotRange(Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1]));
        }
    }

    /** Empty if it does not answer. */
    static Optional<ClusterNode> of(DevRedis redis) {
        try {
            String view = redis.ask("CLUSTER", "NODES");
            boolean well = redis.ask("CLUSTER", "INFO").contains("cluster_state:ok");
            return Optional.of(parse(redis, view, well));
        } catch (StackFailure e) {
            return Optional.empty();
        }
    }

    private static ClusterNode parse(DevRedis redis, String view, boolean well) {
        List<String[]> lines = view.lines().map(line -> line.split(" ", -1)).toList();
        String[] own = lines.stream()
                .filter(line -> line[FLAGS].contains("myself"))
                .findFirst()
                .orElseThrow();
        Set<String> masters = lines.stream()
                .filter(line -> line[FLAGS].contains("master") && !line[FLAGS].contains("fail"))
                .map(line -> line[ID] + " " + slots(line).collect(Collectors.joining(" ")))
                .collect(Collectors.toCollection(TreeSet::new));
        return new ClusterNode(
                redis,
                own[ID],
                own[MASTER],
                Long.parseLong(own[EPOCH]),
                slots(own).map(SlotRange::parse).toList(),
                masters,
                well);
    }

    /** Ranges only, without what is migrating. */
    private static Stream<String> slots(String[] line) {
        return Stream.of(line).skip(SLOTS).filter(range -> !range.startsWith("["));
    }

    boolean isMaster() {
        return masterId.equals("-");
    }

    boolean owns(int slot) {
        return slots.stream().anyMatch(range -> range.first() <= slot && slot <= range.last());
    }
}
