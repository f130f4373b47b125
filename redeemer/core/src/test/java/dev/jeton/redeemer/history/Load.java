package dev.jeton.redeemer.history;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.BooleanSupplier;

/** Makes the attempts that are drawn, some at a time, from its start to its end, and writes them down. */
final class Load implements AutoCloseable {
    private static final int AT_A_TIME = 64;
    private static final Duration AFTER_A_FAILURE = Duration.ofMillis(100);
    /** So many in a row through each process, and hardly a shard was left out. */
    private static final int WELL = 100;

    private final Draws draws;
    private final Redeemers redeemers;
    private final History history;
    private final Semaphore free = new Semaphore(AT_A_TIME);
    private final ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor(Load::daemon);
    private final Thread caller = daemon(this::call);
    private final AtomicIntegerArray answeredInARow;
    private volatile long nextToken;
    private volatile boolean ending;

    Load(Draws draws, Redeemers redeemers, History history) {
        this.draws = draws;
        this.redeemers = redeemers;
        this.history = history;
        this.answeredInARow = new AtomicIntegerArray(redeemers.slots());
        caller.start();
    }

    /** The number of the next token that nobody has tried. */
    long nextToken() {
        return nextToken;
    }

    /** Returns when {@code more} attempts were answered, or {@code limit} is over. */
    boolean pass(long more, Duration limit) {
        long goal = history.answered() + more;
        return until(() -> history.answered() >= goal, limit);
    }

    /** Whether, within {@code limit}, all processes answer whatever they are asked in the present generation. */
    boolean isWellWithin(Duration limit) {
        for (int slot = 0; slot < redeemers.slots(); slot++) {
            answeredInARow.set(slot, 0);
        }
        return until(this::isWell, limit);
    }

    private boolean isWell() {
        for (int slot = 0; slot < redeemers.slots(); slot++) {
            if (answeredInARow.get(slot) < WELL) {
                return false;
            }
        }
        return true;
    }

    static boolean until(BooleanSupplier condition, Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                return false;
            }
            sleep(Duration.ofMillis(5));
        }
        return true;
    }

    private void call() {
        while (!ending) {
            free.acquireUninterruptibly();
            Draws.Draw draw = draws.next();
            nextToken = Math.max(nextToken, draw.token() + 1);
            Token token = redeemers.token(draw.token());
            Redeemers.Running running = redeemers.running(draw.slot());
            long invoked = System.nanoTime();
            var unused = running.process().redeem(token, draw.question()).thenAccept(outcome -> {
                history.add(new Attempt(token, draw.question(), running.number(), invoked, System.nanoTime(), outcome));
                done(draw.slot(), token, outcome);
            });
        }
    }

    private void done(int slot, Token token, Outcome outcome) {
        boolean current = token.generation() == redeemers.generation();
        if (outcome.isAnswer() && current) {
            answeredInARow.incrementAndGet(slot);
        } else if (current) {
            answeredInARow.set(slot, 0);
        }
        if (outcome.isAnswer()) {
            free.release();
        } else {
            // Callers that get no answer do not ask again at once.
            var unused = later.schedule(() -> free.release(), AFTER_A_FAILURE.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** Makes no more attempts, and returns when all have ended. */
    @Override
    public void close() {
        ending = true;
        boolean allEnded;
        try {
            caller.join(20_000);
            allEnded = free.tryAcquire(AT_A_TIME, 20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        later.shutdownNow();
        if (!allEnded) {
            throw new IllegalStateException("an attempt has neither outcome nor failure");
        }
    }

    static void sleep(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "load");
        thread.setDaemon(true);
        return thread;
    }
}
