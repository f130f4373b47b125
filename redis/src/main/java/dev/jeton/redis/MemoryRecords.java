package dev.jeton.redis;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Records in this process' memory, for tests and measurements. They end with the process, and so guard nothing that a
 * restart could lose: no service may keep them. All who hold the same object share them. Safe for concurrent use.
 */
public final class MemoryRecords implements FenceRecords {
    private final InstantSource clock;
    private final Map<String, Arming> armings = new HashMap<>();
    private final Map<String, Instant> since = new HashMap<>();
    private final Map<Membership, Kept> members = new LinkedHashMap<>();

    /** @param clock tells ages and silences */
    public MemoryRecords(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Uni<Map<String, Entry>> read(Collection<String> arenas) {
        return step(() -> {
            Map<String, Entry> entries = new HashMap<>();
            for (String arena : arenas) {
                if (armings.containsKey(arena)) {
                    entries.put(arena, entry(arena));
                }
            }
            return entries;
        });
    }

    @Override
    public Uni<Boolean> replace(String arena, Arming expected, Arming next) {
        return step(() -> {
            boolean same = armings.getOrDefault(arena, Arming.NONE).equals(expected);
            if (same) {
                armings.put(arena, next);
                since.put(arena, clock.instant());
            }
            return same;
        });
    }

    @Override
    public Uni<Boolean> join(String arena, long arming, String process) {
        return step(() -> {
            Arming row = armings.getOrDefault(arena, Arming.NONE);
            if (row.isServed() && row.armed() == arming) {
                members.putIfAbsent(new Membership(arena, arming, process), new Kept(0, false, clock.instant()));
            }
            Kept kept = members.get(new Membership(arena, arming, process));
            return kept != null && !kept.closed();
        });
    }

    @Override
    public Uni<Void> report(String process, Collection<Mark> marks) {
        return step(() -> {
                    for (Mark mark : marks) {
                        members.computeIfPresent(
                                new Membership(mark.arena(), mark.arming(), process),
                                (member, kept) -> new Kept(
                                        Math.max(kept.mark(), mark.mark()),
                                        kept.closed() || mark.closed(),
                                        clock.instant()));
                    }
                    return marks.size();
                })
                .replaceWithVoid();
    }

    private Entry entry(String arena) {
        Instant now = clock.instant();
        Arming row = armings.getOrDefault(arena, Arming.NONE);
        List<Member> joined = members.entrySet().stream()
                .filter(member ->
                        member.getKey().arena().equals(arena) && member.getKey().arming() == row.armed())
                .map(member -> new Member(
                        member.getKey().process(),
                        member.getValue().mark(),
                        member.getValue().closed(),
                        Duration.between(member.getValue().reported(), now)))
                .toList();
        return new Entry(row, Duration.between(since.getOrDefault(arena, now), now), joined);
    }

    private <T> Uni<T> step(Supplier<T> work) {
        return Uni.createFrom().item(() -> {
            synchronized (this) {
                return work.get();
            }
        });
    }

    private record Membership(String arena, long arming, String process) {}

    private record Kept(long mark, boolean closed, Instant reported) {}
}
