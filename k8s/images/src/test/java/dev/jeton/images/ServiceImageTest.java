package dev.jeton.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceImageTest {
    @TempDir
    private Path directory;

    private Path application;

    @BeforeEach
    void packaged() throws IOException {
        application = directory.resolve("quarkus-app");
        for (String file : new String[] {
            "lib/boot/b.jar", "lib/main/a.jar", "app/own.jar", "quarkus/generated.jar", "quarkus-run.jar"
        }) {
            Files.createDirectories(application.resolve(file).getParent());
            Files.writeString(application.resolve(file), file);
        }
    }

    @Test
    void write_aService_isNotRootsAndStartsInItsDirectory() throws Exception {
        String image = Files.readString(written("scratch", "one.tar"), StandardCharsets.ISO_8859_1);
        assertThat(image)
                .contains("\"User\":\"10001:10001\"")
                .contains("\"WorkingDir\":\"/app\"")
                .contains("\"Entrypoint\":[\"java\",\"-jar\",\"quarkus-run.jar\"]")
                .contains("jeton-thing:latest");
    }

    @Test
    void write_theSameAtAnotherTime_givesTheSameBytes() throws Exception {
        byte[] first = Files.readAllBytes(written("scratch", "one.tar"));
        Files.setLastModifiedTime(application.resolve("app/own.jar"), FileTime.fromMillis(1_000_000));
        assertThat(Files.readAllBytes(written("scratch", "two.tar"))).isEqualTo(first);
        Files.writeString(application.resolve("app/own.jar"), "changed");
        assertThat(Files.readAllBytes(written("scratch", "three.tar"))).isNotEqualTo(first);
    }

    @Test
    void write_onABaseInATarFile_needsNoNetworkAndKeepsItsLayers() throws Exception {
        Path base = written("scratch", "base.tar");
        Path image = written("tar://" + base, "image.tar");
        // Three layers of the base and three of its own.
        assertThat(layersOf(image)).isEqualTo(6);
        assertThat(layersOf(base)).isEqualTo(3);
    }

    @Test
    void write_withoutAPackagedService_saysWhatToDo() throws IOException {
        Files.delete(application.resolve("quarkus-run.jar"));
        assertThatThrownBy(() -> written("scratch", "one.tar"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("package the service first");
    }

    @Test
    void write_onABaseThatIsNoReference_namesTheSetting() {
        assertThatThrownBy(() -> written("No Such: Image", "one.tar"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("jeton.images.base");
    }

    private Path written(String base, String name) throws Exception {
        Path tar = directory.resolve(name);
        new ServiceImage("thing", application).write(base, tar);
        return tar;
    }

    /** By the difference identifiers in the image's configuration, one for each layer. */
    private static int layersOf(Path tar) throws IOException {
        String text = Files.readString(tar, StandardCharsets.ISO_8859_1);
        int begin = text.indexOf("\"diff_ids\":[");
        return text.substring(begin, text.indexOf(']', begin)).split("sha256:", -1).length - 1;
    }
}
