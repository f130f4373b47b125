package dev.jeton.redeemer.history;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The attempts that are done, until they are taken out to be checked. Safe for concurrent use. */
final class History {
    private List<Attempt> attempts = new ArrayList<>();
    private final Map<Outcome, Long> counts = new EnumMap<>(Outcome.class);

    synchronized void add(Attempt attempt) {
        attempts.add(attempt);
        counts.merge(attempt.outcome(), 1L, Long::sum);
    }

    /** The attempts on tokens with a number below {@code token}. */
    synchronized List<Attempt> takeBelow(long token) {
        List<Attempt> taken = new ArrayList<>();
        List<Attempt> left = new ArrayList<>();
        attempts.forEach(attempt -> (attempt.token().number() < token ? taken : left).add(attempt));
        attempts = left;
        return taken;
    }

    synchronized long count(Outcome outcome) {
        return counts.getOrDefault(outcome, 0L);
    }

    /** How many were answered. */
    long answered() {
        return count(Outcome.ACCEPTED) + count(Outcome.REPLAYED) + count(Outcome.SPENT);
    }

    @Override
    public String toString() {
        return List.of(Outcome.values()).stream()
                .map(outcome -> String.format(
                        Locale.ROOT, "%,d %s", count(outcome), outcome.name().toLowerCase(Locale.ROOT)))
                .collect(Collectors.joining(", "));
    }
}
