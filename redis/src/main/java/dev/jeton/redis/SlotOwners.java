package dev.jeton.redis;

import dev.jeton.redis.ClusterView.Node;
import io.lettuce.core.cluster.SlotHash;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Who serves what, by what several nodes of a cluster say: of two that claim a slot, the one with the higher epoch. */
final class SlotOwners {
    static final int NOBODY = -1;

    private final List<RedisAddress> masters = new ArrayList<>();
    private final Set<RedisAddress> nodes = new HashSet<>();
    private final int[] bySlot = new int[SlotHash.SLOT_COUNT];
    private final boolean complete;

    SlotOwners(List<ClusterView> views) {
        List<RedisAddress> claimants = new ArrayList<>();
        int[] claimant = new int[SlotHash.SLOT_COUNT];
        long[] epochs = new long[SlotHash.SLOT_COUNT];
        Arrays.fill(claimant, NOBODY);
        for (ClusterView view : views) {
            for (Node node : view.nodes()) {
                nodes.add(node.address());
                claim(node, index(claimants, node.address()), claimant, epochs);
            }
        }
        for (int slot = 0; slot < bySlot.length; slot++) {
            bySlot[slot] = claimant[slot] == NOBODY ? NOBODY : index(masters, claimants.get(claimant[slot]));
        }
        complete = Arrays.stream(bySlot).noneMatch(owner -> owner == NOBODY);
    }

    private static void claim(Node node, int index, int[] claimant, long[] epochs) {
        node.slots().stream()
                .filter(slot -> claimant[slot] == NOBODY || epochs[slot] < node.epoch())
                .forEach(slot -> {
                    claimant[slot] = index;
                    epochs[slot] = node.epoch();
                });
    }

    private static int index(List<RedisAddress> list, RedisAddress address) {
        int index = list.indexOf(address);
        if (index == -1) {
            list.add(address);
            return list.size() - 1;
        }
        return index;
    }

    /** Those that serve a slot. */
    List<RedisAddress> masters() {
        return masters;
    }

    /** All that were named, replicas too. */
    Set<RedisAddress> nodes() {
        return nodes;
    }

    /** Which of the {@link #masters} serves {@code slot}; or {@link #NOBODY}. */
    int of(int slot) {
        return bySlot[slot];
    }

    /** Whether each slot is served. */
    boolean isComplete() {
        return complete;
    }
}
