package dev.jeton.dev.stack;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;

/**
 * The directory that holds all runs of one user: {@code jeton-<uid>} in the temporary directory, mode 0700. It is not in
 * the user's home, which a service account may lack.
 *
 * <p>Anybody may create that name in {@code /tmp} first, as a directory of his own or as a symbolic link. So what is
 * there is believed only if it is a directory, ours, closed to others, and if nobody but us can replace it.
 */
final class PrivateBase {
    private static final int FILE_TYPE = 0170000;
    private static final int DIRECTORY = 0040000;
    private static final int PERMISSIONS = 0777;
    private static final int OWNER_ONLY = 0700;
    private static final int OTHERS_WRITE = 0022;
    private static final int STICKY = 01000;

    private PrivateBase() {}

    static Path ofThisUser() {
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        return temporary.toAbsolutePath().normalize().resolve("jeton-" + userId());
    }

    /** The number of the user who runs this JVM; 0 is root. */
    static int userId() {
        try {
            return attribute(Path.of("/proc/self"), "uid");
        } catch (IOException e) {
            throw new StackFailure("/proc is not readable", e);
        }
    }

    /**
     * Creates {@code base} if it is not there.
     *
     * @throws NoSuchFileException if somebody deletes it at the same time
     * @throws StackFailure if somebody else could read or replace it
     */
    static void ensure(Path base) throws IOException {
        try {
            Files.createDirectory(base, FileTree.OWNER_ONLY_DIRECTORY);
        } catch (FileAlreadyExistsException e) {
            // Ours or a trap: looked at below, like a new one.
        }
        requireOurs(base);
        requireThatNobodyElseRenamesIn(
                Objects.requireNonNull(base.toAbsolutePath().getParent()));
    }

    private static void requireOurs(Path base) throws IOException {
        int mode = attribute(base, "mode", LinkOption.NOFOLLOW_LINKS);
        int owner = attribute(base, "uid", LinkOption.NOFOLLOW_LINKS);
        if ((mode & FILE_TYPE) != DIRECTORY) {
            throw refused(base, "it is not a directory");
        }
        if (owner != userId()) {
            throw refused(base, "it belongs to user " + owner);
        }
        if ((mode & PERMISSIONS) != OWNER_ONLY) {
            throw refused(base, "its permissions are not 0700");
        }
    }

    private static void requireThatNobodyElseRenamesIn(Path parent) throws IOException {
        int mode = attribute(parent, "mode");
        int owner = attribute(parent, "uid");
        if (owner != 0 && owner != userId()) {
            throw refused(parent, "it belongs to user " + owner);
        }
        if ((mode & OTHERS_WRITE) != 0 && (mode & STICKY) == 0) {
            throw refused(parent, "everybody can rename its entries");
        }
    }

    private static StackFailure refused(Path directory, String why) {
        return new StackFailure(directory + " cannot hold private files: " + why
                + ". Name another temporary directory with -Djava.io.tmpdir");
    }

    private static int attribute(Path path, String name, LinkOption... options) throws IOException {
        return (int) Files.getAttribute(path, "unix:" + name, options);
    }
}
