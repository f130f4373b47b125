package dev.jeton.dev.stack;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** A program that answers once it is ready, and that can be stopped and started again. Safe for concurrent use. */
final class Server {
    private static final Duration STEP = Duration.ofMillis(100);

    private final RunDirectory run;
    private final ChildProcess.Command command;
    private final BooleanSupplier answers;
    private Optional<ChildProcess> child = Optional.empty();

    /** @param answers asks the server whether it is ready; false when it cannot be reached */
    Server(RunDirectory run, ChildProcess.Command command, BooleanSupplier answers) {
        this.run = run;
        this.command = command;
        this.answers = answers;
    }

    /**
     * Starts it, after a stop if it runs, and returns when it answers.
     *
     * @param progress told about every wait, with the time since the start
     * @throws StackFailure with the end of its log, if it ends before or does not answer within {@code limit}
     */
    synchronized ChildProcess restart(Duration limit, Consumer<Duration> progress) {
        stop();
        ChildProcess started = run.start(command);
        child = Optional.of(started);
        long start = System.nanoTime();
        for (progress.accept(Duration.ZERO); !answers.getAsBoolean(); Pause.interruptibly(STEP)) {
            Duration waited = Duration.ofNanos(System.nanoTime() - start);
            if (!started.isAlive()) {
                throw failed("ended before it was ready", started);
            }
            if (waited.compareTo(limit) > 0) {
                started.stop();
                throw failed("is not ready after " + limit.toSeconds() + " s", started);
            }
            progress.accept(waited);
        }
        return started;
    }

    /** Ends it cleanly. Returns when it is gone; does nothing if it is already. */
    synchronized void stop() {
        end(command.ending().signal());
    }

    /** The same with another signal. */
    synchronized void end(Signal signal) {
        Optional<ChildProcess> ending = child;
        child = Optional.empty();
        ending.ifPresent(running -> running.end(signal));
    }

    /** Sends a signal that does not end it. */
    synchronized void signal(Signal signal) {
        child.orElseThrow(() -> new StackFailure(command.label() + " does not run"))
                .signal(signal);
    }

    /** True if nobody has asked {@code process} to end. */
    synchronized boolean isMeantToRun(ChildProcess process) {
        return child.isPresent() && child.orElseThrow() == process;
    }

    synchronized boolean isRunning() {
        return child.isPresent() && child.orElseThrow().isAlive();
    }

    private StackFailure failed(String how, ChildProcess process) {
        return new StackFailure(command.label() + " " + how + ". Its log ends with:\n" + process.logTail());
    }
}
