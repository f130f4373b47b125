package dev.jeton.redis;

import io.lettuce.core.cluster.SlotHash;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;

/**
 * What one node of a Redis Cluster says about all of them: the answer to {@code CLUSTER NODES}. It may be wrong, or old; of
 * two that contradict each other about a slot, the one with the higher configuration epoch is newer.
 *
 * @param epoch the configuration epoch of the node that says it. A node that takes a slot over has a higher one than the
 *     node that it takes it from, so that a slot that went away and came back shows here
 * @param nodes all nodes with an address, the one that says it among them
 */
record ClusterView(long epoch, List<Node> nodes) {
    ClusterView {
        nodes = List.copyOf(nodes);
    }

    /**
     * One node.
     *
     * @param epoch the configuration epoch of its slots
     * @param slots those that it serves; none if it is a replica
     */
    record Node(RedisAddress address, long epoch, BitSet slots) {}

    /**
     * @param text lines of: id, address, flags, master, ping, pong, epoch, link, slots
     * @param asked where the node that says it was reached: it need not know its own address
     * @param byName whether to prefer the names that nodes announce to their addresses
     * @throws IllegalArgumentException if that is not what it says
     */
    static ClusterView parse(String text, RedisAddress asked, boolean byName) {
        long epoch = 0;
        List<Node> nodes = new ArrayList<>();
        for (String line : text.lines().toList()) {
            String[] fields = line.split(" ", -1);
            require(fields.length >= 8, "no node of a cluster: " + fields.length + " fields");
            Set<String> flags = Set.of(fields[2].split(","));
            boolean self = flags.contains("myself");
            if (self) {
                epoch = Long.parseLong(fields[6]);
            }
            if (self || !(flags.contains("noaddr") || flags.contains("handshake"))) {
                RedisAddress known = address(fields[1], byName);
                RedisAddress address = known.host().isEmpty() ? new RedisAddress(asked.host(), known.port()) : known;
                nodes.add(new Node(address, Long.parseLong(fields[6]), slots(fields, flags)));
            }
        }
        return new ClusterView(epoch, nodes);
    }

    /** {@code host:port@busport[,name]}; the host may be an IPv6 address, and a name that is not announced is empty or "?". */
    private static RedisAddress address(String field, boolean byName) {
        String[] parts = field.split(",", -1);
        String place = parts[0].substring(0, parts[0].contains("@") ? parts[0].indexOf('@') : parts[0].length());
        int colon = place.lastIndexOf(':');
        require(colon >= 0, "an address without a port");
        boolean named = byName && parts.length > 1 && parts[1].matches("[\\w.-]+");
        return new RedisAddress(
                named ? parts[1] : place.substring(0, colon), Integer.parseInt(place.substring(colon + 1)));
    }

    private static BitSet slots(String[] fields, Set<String> flags) {
        BitSet slots = new BitSet();
        if (flags.contains("master")) {
            for (int i = 8; i < fields.length; i++) {
                if (!fields[i].startsWith("[")) { // On its way from or to another node: it is where it was.
                    String[] range = fields[i].split("-", 2);
                    int last = Integer.parseInt(range[range.length - 1]);
                    require(last < SlotHash.SLOT_COUNT, "no slot: " + last);
                    int first = Integer.parseInt(range[0]);
                    require(first >= 0 && first <= last, "no slots: from " + first + " to " + last);
                    slots.set(first, last + 1);
                }
            }
        }
        return slots;
    }

    private static void require(boolean condition, String problem) {
        if (!condition) {
            throw new IllegalArgumentException(problem);
        }
    }
}
