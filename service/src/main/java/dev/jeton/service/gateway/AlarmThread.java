package dev.jeton.service.gateway;

import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Alarms of a thread that does nothing else. A timer of an event loop would do: it counts whole milliseconds, and rings
 * between whatever else the loop has to do, the work on the very answer among it.
 */
final class AlarmThread implements Alarms {
    private final ScheduledThreadPoolExecutor thread;

    AlarmThread(String name) {
        thread = new ScheduledThreadPoolExecutor(1, task -> {
            Thread daemon = new Thread(task, name);
            daemon.setDaemon(true);
            return daemon;
        });
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public void ring(long dueNanos, Runnable task) {
        var unused = thread.schedule(task, dueNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
