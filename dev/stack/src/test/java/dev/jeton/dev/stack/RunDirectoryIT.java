package dev.jeton.dev.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunDirectoryIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private Path temporary;

    private Path base;
    private final List<Process> started = new ArrayList<>();

    @BeforeEach
    void nameBase() {
        base = temporary.resolve("base");
    }

    @AfterEach
    void endWhatTheTestStarted() throws InterruptedException {
        for (Process process : started) {
            process.destroyForcibly().waitFor();
        }
        if (Files.exists(base)) {
            RunDirectory.create(base, "sweep").close();
        }
    }

    @Test
    void create_afterALauncherWasKilled_endsItsProcessesAndDeletesItsDirectory() throws Exception {
        LaunchedRun killed = launch("servers");
        LaunchedRun living = launch();
        killed.launcher.destroyForcibly().waitFor();
        assertThat(killed.processes).allMatch(ProcessIdentity::isAlive); // Orphans: or this test would show nothing.

        try (RunDirectory next = RunDirectory.create(base, "next")) {
            assertThat(killed.processes).noneMatch(ProcessIdentity::isAlive);
            assertThat(killed.path).doesNotExist();
            assertThat(next.removedStaleRuns())
                    .containsExactly(killed.path.getFileName().toString());
            assertThat(living.processes).allMatch(ProcessIdentity::isAlive);
            assertThat(living.path).isDirectory();
        }
    }

    @Test
    void keepLogs_outliveTheRun_andNothingElseDoes() throws Exception {
        Path kept;
        try (RunDirectory run = RunDirectory.create(base, "failed")) {
            Path service = run.newDirectory("service");
            Files.writeString(service.resolve("service.log"), "why");
            Files.writeString(service.resolve("secret"), "key");
            kept = run.keepLogs();
        }
        assertThat(base).doesNotExist();
        assertThat(kept.getParent()).isEqualTo(temporary);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(kept)))
                .isEqualTo("rwx------");
        assertThat(kept.resolve("service/service.log")).hasContent("why");
        assertThat(kept.resolve("service/secret")).doesNotExist();
    }

    @Test
    void launcher_onSigtermAndOnCtrlC_leavesNothing() throws Exception {
        Map<Signal, LaunchedRun> runs = Map.of(Signal.TERM, launch("servers"), Signal.INT, launch());

        for (Map.Entry<Signal, LaunchedRun> entry : runs.entrySet()) {
            LaunchedRun run = entry.getValue();
            entry.getKey().sendTo(ProcessIdentity.of(run.launcher.pid()).orElseThrow());
            assertThat(run.launcher.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
            assertThat(run.processes).noneMatch(ProcessIdentity::isAlive);
            assertThat(run.path).doesNotExist();
        }
        assertThat(base).doesNotExist();
    }

    @Test
    void create_withAReusedProcessNumberOnRecord_sparesTheNewOwner() throws IOException {
        Process innocent = start("sleep", "600");
        ProcessIdentity identity = ProcessIdentity.of(innocent.pid()).orElseThrow();
        ProcessIdentity predecessor = new ProcessIdentity(identity.pid(), identity.startTicks() - 1);
        Path stale = staleRun(RunName.ofThisJvm("stale"), predecessor);

        RunDirectory.create(base, "next").close();

        assertThat(stale).doesNotExist();
        assertThat(innocent.isAlive()).isTrue();
    }

    @Test
    void create_withARunOfAnEarlierBoot_deletesItAndSignalsNobody() throws IOException {
        Process innocent = start("sleep", "600");
        RunName now = RunName.ofThisJvm("stale");
        Path stale = staleRun(
                new RunName("stale", now.launcher(), now.pidNamespace(), "00000000", now.unique()),
                ProcessIdentity.of(innocent.pid()).orElseThrow());

        RunDirectory.create(base, "next").close();

        assertThat(stale).doesNotExist();
        assertThat(innocent.isAlive()).isTrue();
    }

    @Test
    void create_withARunOfAnotherContainer_leavesItAlone() throws IOException {
        Process innocent = start("sleep", "600");
        RunName now = RunName.ofThisJvm("foreign");
        Path foreign = staleRun(
                new RunName("foreign", now.launcher(), "1", now.boot(), now.unique()),
                ProcessIdentity.of(innocent.pid()).orElseThrow());

        RunDirectory.create(base, "next").close();

        assertThat(foreign).isDirectory();
        assertThat(innocent.isAlive()).isTrue();
    }

    @Test
    void create_withALineCutShort_stillCleansUp() throws IOException {
        Path stale = staleRun(RunName.ofThisJvm("stale"), new ProcessIdentity(1, 1));
        Files.writeString(stale.resolve("processes"), "4711 88");

        RunDirectory.create(base, "next").close();

        assertThat(stale).doesNotExist();
    }

    @Test
    void create_byManyAtOnce_neverFails() {
        List<CompletableFuture<Void>> all = IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture.runAsync(() -> {
                    for (int round = 0; round < 20; round++) {
                        try (RunDirectory run = RunDirectory.create(base, "many")) {
                            assertThat(run.newDirectory("d")).isDirectory();
                        }
                    }
                }))
                .toList();

        all.forEach(CompletableFuture::join);

        assertThat(base).doesNotExist();
    }

    @Test
    void close_withAChildThatIgnoresSigterm_killsItAndItsChildren() throws IOException {
        RunDirectory run = RunDirectory.create(base, "stubborn");
        ProcessIdentity child = startChild(run, "trap '' TERM; sleep 600 & echo started; while :; do sleep 1; done");
        Set<ProcessIdentity> family = child.descendants();
        assertThat(family).isNotEmpty();

        run.close();

        assertThat(child.isAlive()).isFalse();
        assertThat(family).noneMatch(ProcessIdentity::isAlive);
        assertThat(base).doesNotExist();
    }

    @Test
    void start_thatCannotBeRecorded_runsNothing() {
        try (RunDirectory run = RunDirectory.create(base, "unrecorded")) {
            ChildProcess.Command touch = new ChildProcess.Command(
                    "touch",
                    List.of("touch", "ran"),
                    run.path(),
                    Map.of(),
                    run.path().resolve("log"),
                    new ChildProcess.Ending(Signal.TERM, PATIENCE));
            ProcessRecord lost =
                    new ProcessRecord(run.path().resolve("no-such-directory").resolve("processes"));

            assertThatThrownBy(() -> ChildProcess.start(touch, lost)).isInstanceOf(StackFailure.class);

            ProcessIdentity thisJvm = ProcessIdentity.ofThisJvm();
            assertThat(Pause.until(() -> thisJvm.descendants().isEmpty(), PATIENCE))
                    .isTrue();
            assertThat(run.path().resolve("ran")).doesNotExist();
        }
    }

    @Test
    void close_withALinkThatLeadsOut_deletesTheLinkOnly() throws IOException {
        Path outside = Files.writeString(temporary.resolve("outside"), "keep");
        RunDirectory run = RunDirectory.create(base, "link");
        Files.createSymbolicLink(run.path().resolve("file"), outside);
        Files.createSymbolicLink(run.path().resolve("directory"), temporary);

        run.close();

        assertThat(outside).hasContent("keep");
        assertThat(Files.exists(base, LinkOption.NOFOLLOW_LINKS)).isFalse();
    }

    @Test
    void close_whileAServerIsUnpacked_endsThatAndLeavesNothing() {
        RunDirectory run = RunDirectory.create(base, "hasty");
        CompletableFuture<DevPostgres> starting = CompletableFuture.supplyAsync(() -> DevPostgres.start(run));
        assertThat(Pause.until(() -> Files.exists(run.path().resolve("postgres-binaries/bin")), PATIENCE))
                .isTrue();

        run.close();

        assertThatThrownBy(starting::join).hasMessageContaining("the run is over");
        assertThat(base).doesNotExist();
    }

    @Test
    void close_whileAnotherThreadWrites_leavesNothing() {
        for (int round = 0; round < 10; round++) {
            RunDirectory run = RunDirectory.create(base, "busy");
            CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> {
                while (true) {
                    FileTree.writePrivate(run.newDirectory("d").resolve("file"), "x");
                }
            });
            assertThat(Pause.until(() -> Files.exists(run.path().resolve("d-3")), PATIENCE))
                    .isTrue();

            run.close();

            assertThat(base).doesNotExist();
            assertThatThrownBy(writer::join).hasCauseInstanceOf(StackFailure.class);
        }
    }

    @Test
    void start_afterClose_isRefused() {
        RunDirectory run = RunDirectory.create(base, "over");
        DevRedis redis = DevRedis.start(run);
        run.close();

        assertThatThrownBy(redis::restart).isInstanceOf(StackFailure.class).hasMessageContaining("the run is over");
    }

    @Test
    void path_isClosedToOthers() throws IOException {
        try (RunDirectory run = RunDirectory.create(base, "private")) {
            for (Path directory : List.of(base, run.path(), run.newDirectory("d"))) {
                assertThat(Files.getPosixFilePermissions(directory))
                        .isEqualTo(PosixFilePermissions.fromString("rwx------"));
            }
        }
    }

    /** A run in another JVM, and all processes in it. */
    private record LaunchedRun(Process launcher, Path path, Set<ProcessIdentity> processes) {}

    private LaunchedRun launch(String... parts) throws IOException {
        // A build that a shell runs in the background ignores Ctrl-C, and so would all that it starts.
        List<String> command = new ArrayList<>(List.of("env", "--default-signal=INT"));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx128m", "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(Launcher.class.getName(), base.toString()));
        command.addAll(List.of(parts));
        Process launcher = start(command.toArray(String[]::new));
        Path path = Path.of(String.valueOf(launcher.inputReader().readLine()));
        assertThat(path).isDirectory();
        Set<ProcessIdentity> processes =
                ProcessIdentity.of(launcher.pid()).orElseThrow().descendants();
        // The shell with its two; with servers, Redis and PostgreSQL with its helpers too.
        assertThat(processes).hasSizeGreaterThan(parts.length == 0 ? 2 : 6);
        return new LaunchedRun(launcher, path, processes);
    }

    private Process start(String... command) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        started.add(process);
        return process;
    }

    private static ProcessIdentity startChild(RunDirectory run, String script) {
        Path directory = run.newDirectory("child");
        Path log = directory.resolve("log");
        ChildProcess child = run.start(new ChildProcess.Command(
                "child",
                List.of("sh", "-c", script),
                directory,
                Map.of(),
                log,
                new ChildProcess.Ending(Signal.TERM, Duration.ofMillis(300))));
        assertThat(Pause.until(() -> child.logTail().equals("started"), PATIENCE))
                .isTrue();
        return ProcessIdentity.of(child.pid()).orElseThrow();
    }

    /** A run like {@code like}, but of a launcher that is gone, with {@code process} on record. */
    private Path staleRun(RunName like, ProcessIdentity process) throws IOException {
        PrivateBase.ensure(base);
        ProcessIdentity gone =
                new ProcessIdentity(like.launcher().pid(), like.launcher().startTicks() - 1);
        RunName name = new RunName(like.label(), gone, like.pidNamespace(), like.boot(), like.unique());
        Path path = Files.createDirectory(base.resolve(name.toString()), FileTree.OWNER_ONLY_DIRECTORY);
        ProcessRecord.in(path).create();
        ProcessRecord.in(path).append(new ProcessRecord.Entry(process, Signal.KILL));
        return path;
    }
}
