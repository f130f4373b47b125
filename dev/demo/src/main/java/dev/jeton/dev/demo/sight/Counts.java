package dev.jeton.dev.demo.sight;

import java.util.EnumMap;
import java.util.Map;

/** How often each kind of secret was found. */
public final class Counts {
    private final Map<Secret, Integer> counts = new EnumMap<>(Secret.class);

    Counts() {}

    void add(Secret kind) {
        counts.merge(kind, 1, Integer::sum);
    }

    public int of(Secret kind) {
        return counts.getOrDefault(kind, 0);
    }

    /** Whether nothing was found. */
    public boolean areZero() {
        return counts.isEmpty();
    }

    @Override
    public String toString() {
        return "Counts" + counts;
    }
}
