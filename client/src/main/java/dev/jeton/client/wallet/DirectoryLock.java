package dev.jeton.client.wallet;

import java.io.Closeable;
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

    /** The lock of a directory that exists, by whatever path it is reached. */
    static DirectoryLock of(Path directory) throws IOException {
        Path file = directory.toRealPath().resolve("lock");
        return new DirectoryLock(file, THREADS.computeIfAbsent(file, unused -> new ReentrantLock()));
    }

    /** Waits for the lock; closing what it returns lets go. */
    Held hold() throws IOException {
        threads.lock();
        FileChannel channel = null;
        try {
            channel = FileChannel.open(
                    file,
                    EnumSet.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                    PrivateFiles.permissions("rw-------"));
            return new Held(channel, channel.lock(), threads);
        } catch (IOException | RuntimeException e) {
            if (channel != null) {
                channel.close();
            }
            threads.unlock();
            throw e;
        }
    }

    record Held(FileChannel channel, FileLock lock, ReentrantLock threads) implements Closeable {
        @Override
        public void close() throws IOException {
            try {
                channel.close();
            } finally {
                threads.unlock();
            }
        }
    }
}
