package dev.jeton.lookup.atrest;

import io.vertx.core.VertxException;
import io.vertx.pgclient.PgException;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.TimeoutException;

/**
 * PostgreSQL gave no usable answer. A write may have been applied all the same; putting it again is safe. Without a stack
 * trace, since an outage brings one of these per request; the cause says what happened.
 */
public final class StoreUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Classes of SQLSTATE that pass by themselves: connection, resources, intervention, system, locks, rollback. */
    private static final Set<String> PASSING = Set.of("08", "53", "57", "58", "55", "40");

    StoreUnavailable(Throwable cause) {
        super(rootOf(cause).toString(), cause, false, false);
    }

    private static Throwable rootOf(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return root;
    }

    /** Whether waiting helps. An error in our SQL or our data is no outage: it must be seen. */
    static boolean isOutage(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof PgException answer) {
                String state = answer.getSqlState();
                return state != null && state.length() == 5 && PASSING.contains(state.substring(0, 2));
            }
            if (cause instanceof IOException
                    || cause instanceof VertxException
                    || cause instanceof TimeoutException
                    || cause instanceof io.smallrye.mutiny.TimeoutException) {
                return true;
            }
        }
        return false;
    }
}
