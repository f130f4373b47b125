package dev.jeton.dev.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A private directory (0700) for one run of a test or of the demo, and the processes started in it. Both are gone after
 * {@link #close}, which also happens on SIGTERM and Ctrl-C. After a {@code kill -9} of this JVM the next
 * {@link #create} of the same user does it, from any JVM; runs whose JVM lives are not touched.
 *
 * <p>It lies in {@code <java.io.tmpdir>/jeton-<uid>}, which belongs to the user alone and vanishes with its last run.
 * Safe for concurrent use.
 */
public final class RunDirectory implements AutoCloseable {
    private static final int ATTEMPTS = 20;

    private final Path path;
    private final ProcessRecord record;
    private final Thread shutdownHook;
    private final Deque<ChildProcess> children = new ArrayDeque<>();
    private volatile List<String> removedStaleRuns = List.of();
    private volatile boolean closing;
    private volatile Optional<Taps> taps = Optional.empty();
    private boolean closed;

    private RunDirectory(Path path) {
        this.path = path;
        this.record = ProcessRecord.in(path);
        this.shutdownHook = new Thread(this::close, "close " + path.getFileName());
    }

    /**
     * A new run. Cleans up what killed runs left behind first, which may take seconds.
     *
     * @param label what the run is for: 1 to 32 of a-z, 0-9 and '-'
     * @throws StackFailure if there is no place that is private to this user
     */
    public static RunDirectory create(String label) {
        return create(PrivateBase.ofThisUser(), label);
    }

    static RunDirectory create(Path base, String label) {
        RunDirectory run = open(base, base.resolve(RunName.ofThisJvm(label).toString()));
        try {
            run.removedStaleRuns = StaleRuns.remove(base);
            return run;
        } catch (RuntimeException e) {
            run.close();
            throw e;
        }
    }

    private static RunDirectory open(Path base, Path path) {
        for (int i = 0; i < ATTEMPTS; i++) {
            try {
                PrivateBase.ensure(base);
                Files.createDirectory(path, FileTree.OWNER_ONLY_DIRECTORY);
                // Another JVM may have taken the empty base away in between, and somebody else may have put his there.
                // From here on it is not empty: if it is ours now, it stays ours.
                PrivateBase.ensure(base);
                RunDirectory run = new RunDirectory(path);
                Runtime.getRuntime().addShutdownHook(run.shutdownHook);
                run.record.create();
                return run;
            } catch (NoSuchFileException e) {
                // The base vanished. Again.
            } catch (IOException e) {
                throw new StackFailure("cannot create " + path, e);
            }
        }
        throw new StackFailure("cannot create a directory in " + base + ": somebody keeps deleting it");
    }

    public Path path() {
        return path;
    }

    /** The names of the killed runs that were cleaned up when this one was created. */
    public List<String> removedStaleRuns() {
        return removedStaleRuns;
    }

    /** A new directory (0700) in this run's: {@code name}, or {@code name-2} and so on if that is taken. */
    public synchronized Path newDirectory(String name) {
        requireOpen();
        for (int i = 1; ; i++) {
            Path directory = path.resolve(i == 1 ? name : name + "-" + i);
            try {
                return Files.createDirectory(directory, FileTree.OWNER_ONLY_DIRECTORY);
            } catch (FileAlreadyExistsException e) {
                // The next one.
            } catch (IOException e) {
                throw new StackFailure("cannot create " + directory, e);
            }
        }
    }

    /**
     * Copies the logs of this run to a new private directory (0700) that outlives it, in the same place as that of all runs,
     * and returns it: for a run that went wrong. Nobody but the user deletes it.
     */
    public Path keepLogs() {
        try (Stream<Path> files = Files.walk(path)) {
            Path kept = Files.createTempDirectory(
                    path.resolve("../..").normalize(), "jeton-logs-", FileTree.OWNER_ONLY_DIRECTORY);
            for (Path log : files.filter(RunDirectory::isLog).toList()) {
                Path copy = kept.resolve(path.relativize(log).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(log, copy);
            }
            return kept;
        } catch (IOException | UncheckedIOException e) {
            throw new StackFailure("cannot keep the logs of " + path, e);
        }
    }

    private static boolean isLog(Path file) {
        return file.toString().endsWith(".log") && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
    }

    /**
     * From now on everybody reaches the PostgreSQL, Redis and services of this run by taps, which hear every byte: asked for
     * before the first of them starts. Not the nodes of a {@link DevRedisCluster}.
     */
    public synchronized Taps layTaps() {
        requireOpen();
        if (!children.isEmpty()) {
            throw new IllegalStateException("some are running already, and would not be heard");
        }
        Taps laid = new Taps(this::processes);
        taps = Optional.of(laid);
        return laid;
    }

    /**
     * Where a server has to listen that everybody is to reach at {@code port}: there, unless taps are laid; behind one of
     * them otherwise.
     *
     * @param server its name in reports
     */
    public int behindTap(String server, int port) {
        return behindTap(server, port, Overheard.Opening.TLS);
    }

    int behindTap(String server, int port, Overheard.Opening opening) {
        return taps.map(laid -> laid.lay(server, port, opening)).orElse(port);
    }

    private synchronized List<ProcessHandle> processes() {
        return children.stream()
                .filter(ChildProcess::isAlive)
                .flatMap(child -> ProcessHandle.of(child.pid()).stream())
                .flatMap(child -> Stream.concat(Stream.of(child), child.descendants()))
                .toList();
    }

    /** True once {@link #close} was called: children that end now were meant to. */
    public boolean isClosing() {
        return closing;
    }

    /**
     * Ends the processes, last started first, each politely and after some seconds by force, and deletes the directory.
     * Returns when both are done. Closing twice is harmless.
     *
     * @throws StackFailure if a process cannot be ended; the others are, and the directory stays for the next start
     */
    @Override
    public void close() {
        closing = true;
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            endChildren();
            taps.ifPresent(Taps::close);
            deleteDirectories();
        }
        try {
            Runtime.getRuntime().removeShutdownHook(shutdownHook);
        } catch (IllegalStateException e) {
            // This is the shutdown.
        }
    }

    /** To be asked in the middle of long work: whoever closes the run waits for it. */
    void requireOpen() {
        if (closing) {
            throw new StackFailure("the run is over: " + path);
        }
    }

    synchronized ChildProcess start(ChildProcess.Command command) {
        requireOpen();
        children.removeIf(child -> !child.isAlive());
        ChildProcess child = ChildProcess.start(command, record);
        children.addLast(child);
        return child;
    }

    private void endChildren() {
        List<StackFailure> failures = new ArrayList<>();
        while (!children.isEmpty()) {
            try {
                children.removeLast().stop();
            } catch (StackFailure e) {
                failures.add(e);
            }
        }
        if (!failures.isEmpty()) {
            throw failures.get(0);
        }
    }

    private void deleteDirectories() {
        try {
            FileTree.delete(path);
        } catch (IOException e) {
            throw new StackFailure("cannot delete " + path, e);
        }
        try {
            Files.delete(path.getParent());
        } catch (DirectoryNotEmptyException | NoSuchFileException e) {
            // Other runs of this user live there, or the last of them was faster.
        } catch (IOException e) {
            throw new StackFailure("cannot delete " + path.getParent(), e);
        }
    }
}
