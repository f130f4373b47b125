package dev.jeton.redeemer.history;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** A token whose attempts no ledger could have answered so. */
record Violation(Token token, String what, List<Attempt> attempts) {
    static Violation of(Token token, List<Attempt> attempts) {
        long accepted = count(attempts, Outcome.ACCEPTED);
        long replayed = count(attempts, Outcome.REPLAYED);
        long questions = attempts.stream()
                .filter(attempt -> attempt.outcome() == Outcome.ACCEPTED || attempt.outcome() == Outcome.REPLAYED)
                .map(Attempt::question)
                .distinct()
                .count();
        String what = accepted > 1
                ? "accepted " + accepted + " times"
                : questions > 1
                        ? "good for " + questions + " questions"
                        : replayed > LedgerState.REPLAYS
                                ? "replayed " + replayed + " times"
                                : "no order explains the answers";
        return new Violation(token, what, attempts);
    }

    private static long count(List<Attempt> attempts, Outcome outcome) {
        return attempts.stream().filter(attempt -> attempt.outcome() == outcome).count();
    }

    @Override
    public String toString() {
        long start = attempts.stream().mapToLong(Attempt::invoked).min().orElse(0);
        return token + " " + what
                + attempts.stream()
                        .sorted(Comparator.comparingLong(Attempt::invoked))
                        .map(attempt -> String.format(
                                "%n  %9.3f to %9.3f ms: process %d asks %d: %s",
                                (attempt.invoked() - start) / 1e6,
                                (attempt.completed() - start) / 1e6,
                                attempt.process(),
                                attempt.question(),
                                attempt.outcome()))
                        .collect(Collectors.joining());
    }
}
