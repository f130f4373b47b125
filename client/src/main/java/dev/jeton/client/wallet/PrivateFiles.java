package dev.jeton.client.wallet;

import dev.jeton.crypto.wire.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/** Files for their owner's eyes, written so that a crash leaves the old file or the new one and nothing between. */
final class PrivateFiles {
    /** What a crash may leave behind, to be deleted by whoever holds the lock. */
    static final String UNFINISHED = ".tmp";

    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    private static final Set<PosixFilePermission> OTHERS = EnumSet.complementOf(EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE));

    private PrivateFiles() {}

    /** Creates a directory and its parents with mode 0700; leaves one that exists as it is. */
    static void createDirectory(Path directory) throws IOException {
        Files.createDirectories(directory, permissions("rwx------"));
    }

    /**
     * Writes a whole file with mode 0600 and puts it in its place in one step. Its contents are on the disk afterwards;
     * its name is once the caller has called {@link #force} for the directory.
     */
    static void write(Path file, Bytes content) throws IOException {
        Path unfinished = file.resolveSibling(file.getFileName() + UNFINISHED);
        Files.deleteIfExists(unfinished);
        try (FileChannel channel = FileChannel.open(
                unfinished,
                EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                permissions("rw-------"))) {
            ByteBuffer buffer = ByteBuffer.wrap(content.toArray());
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        } catch (IOException e) {
            Files.deleteIfExists(unfinished);
            throw e;
        }
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Makes creations, renames and deletions in a directory durable, where the system has a way to do so. */
    static void force(Path directory) throws IOException {
        if (POSIX) {
            try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    /** {@link #force} for the directory that {@code file} stands in. */
    static void forceParent(Path file) throws IOException {
        force(file.resolveSibling("."));
    }

    /** At most {@code maxBytes} and one more, so that a parser refuses what is too long. */
    static Bytes read(Path file, int maxBytes) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return Bytes.of(in.readNBytes(maxBytes + 1));
        }
    }

    static boolean isOpenToOthers(Path file) throws IOException {
        return POSIX && Files.getPosixFilePermissions(file).stream().anyMatch(OTHERS::contains);
    }

    /** None where the system knows no such permissions; then the user's own directory has to do. */
    static FileAttribute<?>[] permissions(String mode) {
        return POSIX
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))}
                : new FileAttribute<?>[0];
    }
}
