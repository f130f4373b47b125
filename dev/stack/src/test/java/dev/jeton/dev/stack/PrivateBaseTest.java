package dev.jeton.dev.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivateBaseTest {
    @TempDir
    private Path temporary;

    @Test
    void ensure_twice_findsItsOwn() throws IOException {
        Path base = temporary.resolve("base");
        PrivateBase.ensure(base);
        PrivateBase.ensure(base);
        assertThat(base).isDirectory();
    }

    @Test
    void ensure_linkToAPrivateDirectory_isRefused() throws IOException {
        Path elsewhere = Files.createDirectory(temporary.resolve("elsewhere"), FileTree.OWNER_ONLY_DIRECTORY);
        assertRefused(Files.createSymbolicLink(temporary.resolve("base"), elsewhere), "not a directory");
    }

    @Test
    void ensure_directoryThatOthersRead_isRefused() throws IOException {
        Path base = Files.createDirectory(temporary.resolve("base"));
        Files.setPosixFilePermissions(base, PosixFilePermissions.fromString("rwxr-x---"));
        assertRefused(base, "not 0700");
    }

    @Test
    void ensure_directoryOfSomebodyElse_isRefused() throws IOException {
        assumeTrue(PrivateBase.userId() == 0, "only root can give a directory away");
        Path base = Files.createDirectory(temporary.resolve("base"), FileTree.OWNER_ONLY_DIRECTORY);
        Files.setAttribute(base, "unix:uid", 65534);
        assertRefused(base, "belongs to user 65534");
    }

    @Test
    void ensure_whereEverybodyRenames_isRefused() throws IOException {
        Path open = Files.createDirectory(temporary.resolve("open"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
        assertRefused(open.resolve("base"), "everybody can rename");
    }

    private static void assertRefused(Path base, String why) {
        assertThatThrownBy(() -> PrivateBase.ensure(base))
                .isInstanceOf(StackFailure.class)
                .hasMessageContaining(why);
    }
}
