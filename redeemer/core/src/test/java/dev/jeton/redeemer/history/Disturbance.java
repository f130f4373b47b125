package dev.jeton.redeemer.history;

/**
 * Something that happens to the servers, to the wires or to a process while attempts are made; afterwards all of them run
 * again.
 *
 * @param keepsAll whether all that was acknowledged is there afterwards, and all who saw it live: then the ledger has to
 *     come back by itself, and else it may take the operator
 */
record Disturbance(String name, boolean keepsAll, Runnable action) {
    Disturbance andThen(Runnable next) {
        return new Disturbance(name, keepsAll, () -> {
            action.run();
            next.run();
        });
    }

    @Override
    public String toString() {
        return name;
    }
}
