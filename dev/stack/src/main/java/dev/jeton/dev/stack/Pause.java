package dev.jeton.dev.stack;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waiting. */
final class Pause {
    private static final long STEP_MILLIS = 20;

    interface Wait {
        void run() throws InterruptedException;
    }

    private Pause() {}

    /** True once {@code condition} holds, false if it still does not after {@code limit}. Cleaning up is not interrupted. */
    static boolean until(BooleanSupplier condition, Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                return false;
            }
            uninterruptibly(() -> Thread.sleep(STEP_MILLIS));
        }
        return true;
    }

    /** Waits to the end and leaves the interrupt for the caller to find. */
    static void uninterruptibly(Wait wait) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    wait.run();
                    return;
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** A step of a wait that a developer may want to give up. */
    static void interruptibly(Duration step) {
        try {
            Thread.sleep(step.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackFailure("interrupted while waiting", e);
        }
    }
}
