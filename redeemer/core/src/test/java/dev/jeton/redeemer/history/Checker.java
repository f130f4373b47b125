package dev.jeton.redeemer.history;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whether a history is that of a ledger: whether each token's attempts can be put into an order that respects who was done
 * before whom began, and in which {@link LedgerState} gives every answer that was given (linearizability). An attempt
 * without an answer may stand anywhere after its beginning, or nowhere. Tokens do not touch each other, so each is looked
 * at alone.
 */
final class Checker {
    private final List<Attempt> attempts;
    private final Set<Position> known = new HashSet<>();

    /** Which attempts stand in the order already, one bit each, and what the ledger knows after them. */
    private record Position(long placed, LedgerState state) {}

    private Checker(List<Attempt> attempts) {
        this.attempts = attempts;
    }

    /** The tokens whose answers cannot be explained. */
    static List<Violation> violations(Collection<Attempt> history) {
        Map<Token, List<Attempt>> byToken = history.stream().collect(Collectors.groupingBy(Attempt::token));
        return byToken.entrySet().stream()
                .filter(entry -> !isExplained(entry.getValue()))
                .map(entry -> Violation.of(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparingLong(violation -> violation.token().number()))
                .toList();
    }

    private static boolean isExplained(List<Attempt> ofOneToken) {
        List<Attempt> effective = ofOneToken.stream()
                .filter(attempt -> attempt.outcome() != Outcome.FENCED)
                .sorted(Comparator.comparingLong(Attempt::invoked))
                .toList();
        if (effective.size() > Long.SIZE - 1) {
            throw new IllegalArgumentException("too many attempts on one token: " + effective.size());
        }
        return new Checker(effective).explains(new Position(0, LedgerState.fresh()));
    }

    private boolean explains(Position from) {
        if (!known.add(from)) {
            return false; // It has been tried, or is being.
        }
        long deadline = earliestCompletion(from.placed());
        if (deadline == Long.MAX_VALUE) {
            return true; // Whoever is left has got no answer.
        }
        for (int i = 0; i < attempts.size(); i++) {
            Attempt next = attempts.get(i);
            if (next.invoked() > deadline) {
                break; // Somebody was done before it began, and has to stand before it.
            }
            if (!isPlaced(from.placed(), i)) {
                Optional<LedgerState> after = after(from.state(), next);
                long placed = from.placed() | 1L << i;
                if (after.isPresent() && explains(new Position(placed, after.get()))) {
                    return true;
                }
            }
        }
        return false;
    }

    private static Optional<LedgerState> after(LedgerState state, Attempt next) {
        if (next.outcome() != Outcome.UNKNOWN) {
            return state.after(next.question(), next.outcome());
        }
        // Where it changes nothing it might as well stand nowhere.
        return Optional.of(state.after(next.question())).filter(after -> !Objects.equals(after, state));
    }

    /** Of those that were answered and do not stand yet. */
    private long earliestCompletion(long placed) {
        long earliest = Long.MAX_VALUE;
        for (int i = 0; i < attempts.size(); i++) {
            Attempt attempt = attempts.get(i);
            if (!isPlaced(placed, i) && attempt.outcome().isAnswer()) {
                earliest = Math.min(earliest, attempt.completed());
            }
        }
        return earliest;
    }

    private static boolean isPlaced(long placed, int attempt) {
        return (placed & 1L << attempt) != 0;
    }
}
