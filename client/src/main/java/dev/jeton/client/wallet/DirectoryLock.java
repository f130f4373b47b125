package dev.jeton.client.wallet;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.EnumSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantLock;

/** One holder at a time, among all threads of all processes. The system frees it when its holder dies. */
final class DirectoryLock {
    /** A file lock belongs to the whole JVM and throws when a second thread asks: threads queue here first. */
    private static final ConcurrentMap<Path, ReentrantLock> THREADS = new ConcurrentHashMap<>();

    private final Path file;
    private final ReentrantLock threads;

    private DirectoryLock(Path file, ReentrantLock threads) {
        this.file = file;
        this.threads = threads;
    }

    /** What needs the lock; {@code E} is what it throws beside {@link IOException}. */
    interface Action<T, E extends Exception> {
        T run() throws IOException, E;
    }

    /** The lock of a directory that exists, by whatever path it is reached. */
    static DirectoryLock of(Path directory) throws IOException {
        Path file = directory.toRealPath().resolve("lock");
        return new DirectoryLock(file, THREADS.computeIfAbsent(file, unused -> new ReentrantLock()));
    }

    /** Waits for the lock and holds it for as long as {@code action} runs. Not reentrant. */
    <T, E extends Exception> T whileHeld(Action<T, E> action) throws IOException, E {
        threads.lock();
        try (FileChannel channel = FileChannel.open(
                file,
                EnumSet.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                PrivateFiles.permissions("rw-------"))) {
            FileLock lock = channel.lock();
            try {
                return action.run();
            } finally {
                lock.release();
            }
        } finally {
            threads.unlock();
        }
    }
}
