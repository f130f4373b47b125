package dev.jeton.service.gateway;

/** A clock that rings. */
interface Alarms {
    /** As {@link System#nanoTime} counts. */
    long nanoTime();

    /** Has {@code task}, which takes no time, run at {@code dueNanos} or as soon after it as can be. */
    void ring(long dueNanos, Runnable task);

    /** Rings no more. */
    void close();
}
