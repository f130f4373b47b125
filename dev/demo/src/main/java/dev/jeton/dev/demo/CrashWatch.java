package dev.jeton.dev.demo;

import dev.jeton.dev.demo.Terminal.Tone;
import dev.jeton.dev.demo.world.World;
import dev.jeton.dev.stack.RunDirectory;
import dev.jeton.dev.stack.ServiceProcess;
import java.util.concurrent.atomic.AtomicBoolean;

/** Ends the demo when one of its processes has ended on its own: what is left would only mislead. */
final class CrashWatch {
    private static final long STEP_MILLIS = 500;
    /** A crash is reported after a moment, in which Ctrl-C would show. */
    private static final long REPORT_MILLIS = 2_000;

    private final Terminal terminal;
    private final RunDirectory run;
    private final AtomicBoolean ending = new AtomicBoolean();

    CrashWatch(Terminal terminal, RunDirectory run) {
        this.terminal = terminal;
        this.run = run;
    }

    /** A service has ended. Ends this JVM, and with it the run. */
    void crashed(ServiceProcess.Crash crash) {
        end(crash.name() + " ended on its own with exit code " + crash.exitCode() + ". Its log ends with:\n"
                + crash.logTail());
    }

    /** From now on the stores may not end either. */
    void watch(World world) {
        Thread watch = new Thread(() -> waitForTheEnd(world), "watch the stores");
        watch.setDaemon(true);
        watch.start();
    }

    /** Returns only if no crash explains what has just failed, and nobody has pressed Ctrl-C. */
    void letItSpeakFirst() throws InterruptedException {
        Thread.sleep(REPORT_MILLIS);
        if (run.isClosing()) {
            Thread.currentThread().join(); // This JVM is about to end.
        }
    }

    private void waitForTheEnd(World world) {
        try {
            while (world.storesAreRunning()) {
                Thread.sleep(STEP_MILLIS);
            }
            // After Ctrl-C they end as well, and the run knows a moment later.
            Thread.sleep(STEP_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        if (!run.isClosing()) {
            end("PostgreSQL or Redis ended on its own");
        }
    }

    private void end(String why) {
        if (ending.compareAndSet(false, true)) {
            terminal.lastLine(terminal.toned(Tone.BAD, "The demo ends: ") + why);
            System.exit(Demo.CRASHED);
        }
    }
}
