package dev.jeton.redis;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Records in the memory of a test, shared by the processes it plays, with a clock of their own. */
final class MemoryRecords implements FenceRecords {
    private final Map<String, Arming> armings = new HashMap<>();
    private final Map<String, Long> since = new HashMap<>();
    private final Map<Membership, Kept> members = new LinkedHashMap<>();
    private long now;
    private boolean available = true;

    /** Lets time pass. */
    synchronized void pass(Duration time) {
        now += time.toNanos();
    }

    synchronized void available(boolean answers) {
        available = answers;
    }

    synchronized Arming arming(Arena arena) {
        return armings.getOrDefault(arena.name(), Arming.NONE);
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
                since.put(arena, now);
            }
            return same;
        });
    }

    @Override
    public Uni<Boolean> join(String arena, long arming, String process) {
        return step(() -> {
            Arming row = armings.getOrDefault(arena, Arming.NONE);
            if (row.isServed() && row.armed() == arming) {
                members.putIfAbsent(new Membership(arena, arming, process), new Kept(0, false, now));
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
                                        Math.max(kept.mark(), mark.mark()), kept.closed() || mark.closed(), now));
                    }
                    return marks.size();
                })
                .replaceWithVoid();
    }

    private Entry entry(String arena) {
        Arming row = armings.getOrDefault(arena, Arming.NONE);
        List<Member> joined = members.entrySet().stream()
                .filter(member ->
                        member.getKey().arena().equals(arena) && member.getKey().arming() == row.armed())
                .map(member -> new Member(
                        member.getKey().process(),
                        member.getValue().mark(),
                        member.getValue().closed(),
                        Duration.ofNanos(now - member.getValue().reported())))
                .toList();
        return new Entry(row, Duration.ofNanos(now - since.getOrDefault(arena, now)), joined);
    }

    private <T> Uni<T> step(Supplier<T> work) {
        return Uni.createFrom().item(() -> {
            synchronized (this) {
                if (!available) {
                    throw new IllegalStateException("no records");
                }
                return work.get();
            }
        });
    }

    private record Membership(String arena, long arming, String process) {}

    private record Kept(long mark, boolean closed, long reported) {}
}
