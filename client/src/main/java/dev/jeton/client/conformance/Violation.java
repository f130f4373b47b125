package dev.jeton.client.conformance;

import org.jspecify.annotations.Nullable;

/** A deployment did something else than what is demanded. */
public final class Violation extends Exception {
    private static final long serialVersionUID = 1L;

    Violation(String seen) {
        super(seen);
    }

    Violation(String seen, @Nullable Throwable cause) {
        super(seen, cause);
    }

    /** @throws Violation saying what was seen, unless {@code holds} */
    static void unless(boolean holds, String seen) throws Violation {
        if (!holds) {
            throw new Violation(seen);
        }
    }
}
