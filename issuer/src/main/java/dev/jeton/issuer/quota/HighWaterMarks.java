package dev.jeton.issuer.quota;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The most tokens that each provider is known to have been charged: what this process has seen, and what it has read of
 * others. Safe for concurrent use.
 *
 * <p>A mark is kept before the answer it came with is acknowledged, so that none is missing when the fence says that
 * nothing more will be.
 */
@Singleton
class HighWaterMarks {
    /** @param tokens charged to {@code msp} in {@code arena} */
    record Mark(String arena, String msp, long tokens) {}

    private record Level(long seen, long written) {
        static final Level NONE = new Level(0, 0);

        boolean isUnstored() {
            return seen > written;
        }

        Level raised(long tokens) {
            return new Level(Math.max(seen, tokens), written);
        }

        Level kept(long tokens) {
            return new Level(Math.max(seen, tokens), Math.max(written, tokens));
        }
    }

    private final Map<String, Map<String, Level>> arenas = new ConcurrentHashMap<>();

    /** What {@code msp} must not be counted below. */
    long known(String arena, String msp) {
        return levels(arena).getOrDefault(msp, Level.NONE).seen();
    }

    void saw(Mark mark) {
        levels(mark.arena()).compute(mark.msp(), (msp, level) -> orNone(level).raised(mark.tokens()));
    }

    /** Takes over marks that are in the store, be they read there or written. */
    void stored(List<Mark> marks) {
        marks.forEach(mark -> levels(mark.arena())
                .compute(mark.msp(), (msp, level) -> orNone(level).kept(mark.tokens())));
    }

    /** What the store may lack, as it stands now. */
    List<Mark> unstored() {
        List<Mark> marks = new ArrayList<>();
        arenas.forEach((arena, levels) -> levels.forEach((msp, level) -> {
            if (level.isUnstored()) {
                marks.add(new Mark(arena, msp, level.seen()));
            }
        }));
        return marks;
    }

    /** Forgets other arenas than {@code names}, as soon as the store has their marks. */
    void retain(Set<String> names) {
        arenas.entrySet()
                .removeIf(arena -> !names.contains(arena.getKey())
                        && arena.getValue().values().stream().noneMatch(Level::isUnstored));
    }

    private Map<String, Level> levels(String arena) {
        return arenas.computeIfAbsent(arena, name -> new ConcurrentHashMap<>());
    }

    private static Level orNone(@Nullable Level level) {
        return level == null ? Level.NONE : level;
    }
}
