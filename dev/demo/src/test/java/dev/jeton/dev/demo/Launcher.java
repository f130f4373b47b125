package dev.jeton.dev.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** One {@code ./jeton demo} as its users start it: the packaged jar in a JVM of its own, with its own temporary files. */
final class Launcher implements AutoCloseable {
    static final Path JAR = Path.of("target", "jeton-demo.jar").toAbsolutePath();
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final long STEP_MILLIS = 100;

    private final Path temporary;
    private final Path output;
    private final Process process;

    private Launcher(Path temporary, Path output, Process process) {
        this.temporary = temporary;
        this.output = output;
        this.process = process;
    }

    /** @param temporary where it and its children keep their files: what is left in it was left behind */
    static Launcher start(Path temporary, String... options) throws IOException {
        Path output = Files.createTempFile(temporary.getParent(), "launcher", ".log");
        List<String> command = new ArrayList<>(List.of(
                java(),
                "-Xmx192m",
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "-Djava.io.tmpdir=" + temporary,
                "-jar",
                JAR.toString()));
        command.addAll(List.of(options));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        return new Launcher(temporary, output, process);
    }

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    String output() throws IOException {
        return Files.readString(output);
    }

    /** Returns once it has said {@code text}. */
    void waitFor(String text) throws Exception {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!output().contains(text)) {
            assertThat(process.isAlive())
                    .as("alive until it says '%s':%n%s", text, output())
                    .isTrue();
            assertThat(System.nanoTime())
                    .as("time to say '%s':%n%s", text, output())
                    .isLessThan(end);
            Thread.sleep(STEP_MILLIS);
        }
    }

    int exitCode() throws Exception {
        assertThat(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS))
                .as(output())
                .isTrue();
        return process.exitValue();
    }

    void terminate() {
        process.destroy();
    }

    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** The processes of this machine that have this launcher's directory on their command line, itself not included. */
    List<ProcessHandle> processes() {
        return ProcessHandle.allProcesses()
                .filter(handle -> handle.pid() != process.pid())
                .filter(handle -> commandLine(handle).contains(temporary.toString()))
                .toList();
    }

    /** Its child whose command line contains {@code part}. */
    ProcessHandle process(String part) {
        return processes().stream()
                .filter(handle -> commandLine(handle).contains(part))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no process with " + part));
    }

    /** Asserts that it has left no process and no file. */
    void assertNothingLeft() throws IOException {
        assertThat(processes()).isEmpty();
        try (Stream<Path> left = Files.list(temporary)) {
            assertThat(left).isEmpty();
        }
    }

    /** For a test that fails in the middle. */
    @Override
    public void close() {
        process.destroy();
        process.onExit().orTimeout(30, TimeUnit.SECONDS).join();
    }

    private static String commandLine(ProcessHandle handle) {
        try {
            return Files.readString(Path.of("/proc/" + handle.pid() + "/cmdline"))
                    .replace('\0', ' ');
        } catch (IOException e) {
            return ""; // It has just ended.
        }
    }
}
