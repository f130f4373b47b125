package dev.jeton.service.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jeton.crypto.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchedFileTest {
    private static final Logger EVENTS = Logger.getLogger(WatchedFileTest.class);

    @TempDir
    private Path directory;

    private Path file;
    private WatchedFile<Long> limit;

    @BeforeEach
    void watch() {
        file = directory.resolve("limit.json");
        limit = new WatchedFile<>(
                file,
                "Limit",
                20,
                bytes -> JsonObject.parse("limit", bytes, 100).integer("limit", 0, 9));
    }

    @Test
    void look_changedFile_isInForce() throws IOException {
        replace("{\"limit\":1}");
        assertThat(limit.inForce()).isEqualTo(1);
        // Of the same size, and maybe of the same time.
        replace("{\"limit\":2}");
        assertThat(limit.inForce()).isEqualTo(2);
        assertThat(limit.refused()).isZero();
    }

    @Test
    void look_linkSetToAnotherFile_isAChange() throws IOException {
        Path one = Files.writeString(directory.resolve("one"), "{\"limit\":1}");
        Path two = Files.writeString(directory.resolve("two"), "{\"limit\":2}");
        Files.setLastModifiedTime(two, Files.getLastModifiedTime(one));
        Files.createSymbolicLink(file, one);
        limit.look(EVENTS);
        assertThat(limit.inForce()).isEqualTo(1);
        // As Kubernetes does it with what is mounted.
        Files.move(
                Files.createSymbolicLink(directory.resolve("new"), two),
                file,
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
        limit.look(EVENTS);
        assertThat(limit.inForce()).isEqualTo(2);
    }

    @Test
    void look_badOrMissingChange_keepsWhatWasInForce() throws IOException {
        replace("{\"limit\":1}");
        for (String bad : new String[] {"", "{", "{\"limit\":10}", "{\"limit\":1}            "}) {
            replace(bad);
            assertThat(limit.inForce()).isEqualTo(1);
            assertThat(limit.refused()).isEqualTo(1);
        }
        replace("{\"limit\":3}");
        assertThat(limit.refused()).isZero();
        Files.delete(file);
        limit.look(EVENTS);
        assertThat(limit.inForce()).isEqualTo(3);
        assertThat(limit.refused()).isEqualTo(1);
        replace("{\"limit\":4}");
        assertThat(limit.inForce()).isEqualTo(4);
        assertThat(limit.refused()).isZero();
    }

    @Test
    void firstLook_atABadFile_isRefusedByItsField() throws IOException {
        assertThatThrownBy(() -> limit.look(EVENTS)).isInstanceOf(InvalidDocument.class);
        Files.writeString(file, "{\"limit\":10}");
        assertThatThrownBy(() -> limit.look(EVENTS))
                .isInstanceOf(InvalidDocument.class)
                .hasMessageContaining(file + ": limit: ");
        assertThatThrownBy(() -> limit.inForce()).isInstanceOf(IllegalStateException.class);
    }

    private void replace(String content) throws IOException {
        Path written = Files.writeString(directory.resolve("written"), content);
        Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        limit.look(EVENTS);
    }
}
