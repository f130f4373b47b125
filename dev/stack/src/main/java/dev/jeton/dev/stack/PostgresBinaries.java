package dev.jeton.dev.stack;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * PostgreSQL's programs, taken out of zonky's archive ({@code initdb}, {@code postgres} and {@code pg_ctl}, 60 MB).
 *
 * <p>We start them ourselves and not through zonky's {@code EmbeddedPostgres}: that unpacks into a directory that
 * everybody may write, always turns {@code fsync} off, starts a server that can be stopped only once, and leaves no
 * process number behind to clean up by.
 */
record PostgresBinaries(Path home) {
    private static final String ARCHIVE = "/postgres-linux-x86_64.txz";

    /** Unpacked in {@code run}, once for all servers of the run. */
    static PostgresBinaries in(RunDirectory run) {
        synchronized (run) { // Nobody deletes the directory while it fills.
            Path home = run.path().resolve("postgres-binaries");
            if (Files.notExists(home)) {
                unpack(run, run.newDirectory("postgres-binaries"));
            }
            return new PostgresBinaries(home);
        }
    }

    /** The start of a command line: the program, in a form in which it agrees to run. */
    List<String> program(String name) {
        String program = home.resolve("bin").resolve(name).toString();
        // PostgreSQL refuses root. In a user namespace without a mapping, root is nobody, and still owns its files.
        return PrivateBase.userId() == 0 ? List.of("unshare", "--user", program) : List.of(program);
    }

    private static void unpack(RunDirectory run, Path home) {
        try (InputStream archive = PostgresBinaries.class.getResourceAsStream(ARCHIVE)) {
            if (archive == null) {
                throw new StackFailure("no PostgreSQL on the class path: " + ARCHIVE);
            }
            try (TarArchiveInputStream tar = new TarArchiveInputStream(new XZInputStream(archive))) {
                for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                    run.requireOpen();
                    unpack(tar, entry, home);
                }
            }
        } catch (IOException e) {
            throw new StackFailure("cannot unpack PostgreSQL into " + home, e);
        }
    }

    private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path home) throws IOException {
        Path target = home.resolve(entry.getName()).normalize();
        if (!target.startsWith(home)) {
            throw new IOException("the archive reaches out of its directory: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(tar, target);
        if ((entry.getMode() & 0100) != 0) {
            Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwx------"));
        }
    }
}
