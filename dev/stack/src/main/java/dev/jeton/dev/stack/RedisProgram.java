package dev.jeton.dev.stack;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import redis.embedded.RedisExecProvider;

/**
 * The Redis server inside embedded-redis. It is linked with libc's allocator; Debian's and production's have jemalloc. We
 * start it ourselves: embedded-redis' own launcher leaves no process number to clean up by.
 */
final class RedisProgram {
    private static final String NAME = "redis-server-" + RedisExecProvider.redisVersion + "-linux-amd64";

    private RedisProgram() {}

    /** Unpacked in {@code run}, once for all servers of the run. */
    static Path in(RunDirectory run) {
        Path program = run.path().resolve(NAME);
        synchronized (run) {
            if (Files.exists(program)) {
                return program;
            }
            try (InputStream archived = RedisExecProvider.class.getResourceAsStream("/" + NAME)) {
                if (archived == null) {
                    throw new StackFailure("no Redis on the class path: " + NAME);
                }
                Files.copy(archived, program);
                return Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
            } catch (IOException e) {
                throw new StackFailure("cannot unpack Redis into " + program, e);
            }
        }
    }
}
