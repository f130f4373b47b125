package dev.jeton.dev.stack;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** A process that a {@link RunDirectory} started and will end. */
final class ChildProcess {
    /**
     * The shell holds the place of the program until the parent has written its number down and says "go"; if the parent
     * dies before, the shell reads the end of its input and leaves. So there is no program that nobody knows of. The
     * number and the start time stay the same through {@code exec}.
     */
    private static final List<String> WAIT_FOR_GO =
            List.of("/bin/sh", "-c", "read -r go && exec \"$@\" </dev/null", "sh");

    /**
     * @param signal what ends it cleanly
     * @param grace how long it may take then, before it is killed
     */
    record Ending(Signal signal, Duration grace) {}

    /**
     * What to start.
     *
     * @param label its name in messages
     * @param arguments the program and its arguments, readable by every user of the machine: no secret belongs here
     * @param directory the directory it works in
     * @param environment added to this JVM's
     * @param log where its output goes, appended
     */
    record Command(
            String label,
            List<String> arguments,
            Path directory,
            Map<String, String> environment,
            Path log,
            Ending ending) {}

    private static final int LOG_TAIL_BYTES = 4_000;

    private final Command command;
    private final Process process;
    private final ProcessIdentity identity;

    private ChildProcess(Command command, Process process, ProcessIdentity identity) {
        this.command = command;
        this.process = process;
        this.identity = identity;
    }

    static ChildProcess start(Command command, ProcessRecord record) {
        List<String> gated = new ArrayList<>(WAIT_FOR_GO);
        gated.addAll(command.arguments());
        try {
            if (Files.notExists(command.log())) {
                Files.createFile(command.log(), FileTree.OWNER_ONLY_FILE);
            }
            ProcessBuilder builder = new ProcessBuilder(gated)
                    .directory(command.directory().toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(
                            ProcessBuilder.Redirect.appendTo(command.log().toFile()));
            builder.environment().putAll(command.environment());
            Process process = builder.start();
            ProcessIdentity identity = ProcessIdentity.of(process.pid())
                    .orElseThrow(() -> new StackFailure("cannot start " + command.arguments()));
            try (OutputStream gate = process.getOutputStream()) {
                record.append(new ProcessRecord.Entry(identity, command.ending().signal()));
                gate.write("go\n".getBytes(StandardCharsets.US_ASCII));
            }
            return new ChildProcess(command, process, identity);
        } catch (IOException e) {
            throw new StackFailure("cannot start " + command.arguments(), e);
        }
    }

    long pid() {
        return identity.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Completes with the exit code once it has ended, for whatever reason. */
    CompletableFuture<Integer> exit() {
        return process.onExit().thenApply(Process::exitValue);
    }

    /** Ends it cleanly if it can be done in time, and returns when it and its children are gone. */
    void stop() {
        end(command.ending().signal());
    }

    /** The same with another first signal. */
    void end(Signal signal) {
        Termination.end(identity, signal, command.ending().grace());
        Pause.uninterruptibly(process::waitFor);
    }

    /** Sends a signal that does not end it. */
    void signal(Signal signal) {
        signal.sendTo(identity);
    }

    /** The end of its log, for a message. */
    String logTail() {
        try {
            byte[] log = Files.readAllBytes(command.log());
            int from = Math.max(0, log.length - LOG_TAIL_BYTES);
            String tail = new String(log, from, log.length - from, StandardCharsets.UTF_8).strip();
            return tail.isEmpty() ? "(its log is empty)" : tail;
        } catch (IOException e) {
            return "(its log cannot be read: " + e.getMessage() + ")";
        }
    }
}
