package dev.jeton.service.store;

import io.vertx.core.VertxException;
import io.vertx.pgclient.PgException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Tells a PostgreSQL that does not answer from a mistake of ours, by what a driver fails with. */
public final class StoreOutage {
    /** Classes of SQLSTATE that pass by themselves: connection, resources, intervention, system, locks, rollback. */
    private static final Set<String> PASSING = Set.of("08", "53", "57", "58", "55", "40");

    private StoreOutage() {}

    /** Whether waiting helps. An error in our SQL or our data is no outage: it must be seen. */
    public static boolean is(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof PgException answer) {
                return isPassing(answer.getSqlState());
            }
            // Flyway speaks JDBC. A failure without a state is the pool's, and its cause tells.
            if (cause instanceof SQLException answer && answer.getSQLState() != null) {
                return isPassing(answer.getSQLState());
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

    private static boolean isPassing(@Nullable String state) {
        return state != null && state.length() == 5 && PASSING.contains(state.substring(0, 2));
    }
}
