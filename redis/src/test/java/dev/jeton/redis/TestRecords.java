package dev.jeton.redis;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Records with a clock of their own, which can be away. */
final class TestRecords implements FenceRecords {
    private volatile MemoryRecords records = new MemoryRecords(this::now);
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private boolean available = true;

    /** Lets time pass. */
    synchronized void pass(Duration time) {
        now = now.plus(time);
    }

    synchronized void available(boolean answers) {
        available = answers;
    }

    /** From now on nothing was ever armed. */
    void forget() {
        records = new MemoryRecords(this::now);
    }

    Arming arming(Arena arena) {
        Entry entry = TestCalls.await(records.read(List.of(arena.name()))).get(arena.name());
        return entry == null ? Arming.NONE : entry.arming();
    }

    @Override
    public Uni<Map<String, Entry>> read(Collection<String> arenas) {
        return step(() -> records.read(arenas));
    }

    @Override
    public Uni<Boolean> replace(String arena, Arming expected, Arming next) {
        return step(() -> records.replace(arena, expected, next));
    }

    @Override
    public Uni<Boolean> join(String arena, long arming, String process) {
        return step(() -> records.join(arena, arming, process));
    }

    @Override
    public Uni<Void> report(String process, Collection<Mark> marks) {
        return step(() -> records.report(process, marks));
    }

    private <T> Uni<T> step(Supplier<Uni<T>> work) {
        return Uni.createFrom()
                .deferred(() ->
                        isAvailable() ? work.get() : Uni.createFrom().failure(new IllegalStateException("no records")));
    }

    private synchronized boolean isAvailable() {
        return available;
    }

    private synchronized Instant now() {
        return now;
    }
}
