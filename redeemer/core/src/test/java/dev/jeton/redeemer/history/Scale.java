package dev.jeton.redeemer.history;

import java.util.function.Predicate;

/**
 * How long a history has to be, at least. From system properties {@code jeton.history.*}.
 *
 * @param seed decides all attempts and disturbances, and their order
 * @param operations attempts that were answered
 * @param disturbances of any kind
 * @param kinds which of them
 */
record Scale(long seed, long operations, int disturbances, int kills, int failovers, Predicate<Disturbance> kinds) {
    static Scale ofSystemProperties() {
        return new Scale(
                property("seed", 20261123),
                property("operations", 6_000),
                (int) property("disturbances", 2),
                (int) property("kills", 0),
                (int) property("failovers", 1),
                all -> true);
    }

    /** How many are answered between two disturbances. */
    long operationsBetween() {
        return operations / Math.max(disturbances, 2 * failovers);
    }

    /** All but the operations. */
    boolean isReached(int disturbancesSoFar, Servers servers) {
        return disturbancesSoFar >= disturbances && servers.kills() >= kills && servers.failovers() >= failovers;
    }

    private static long property(String name, long otherwise) {
        return Long.getLong("jeton.history." + name, otherwise);
    }
}
