package dev.jeton.images;

import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.InvalidImageReferenceException;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.JibContainerBuilder;
import com.google.cloud.tools.jib.api.TarImage;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The image of one service: what Quarkus has packaged in {@code /app}, in layers from what changes seldom to what changes always,
 * run by {@code java} of the base as user 10001, who may write nothing of it. The same input makes the same bytes.
 *
 * @param name the service's, {@code jeton-} before it is the image's
 * @param application the directory {@code quarkus-app}
 */
record ServiceImage(String name, Path application) {
    static final String USER = "10001:10001";

    private static final AbsoluteUnixPath APP = AbsoluteUnixPath.get("/app");
    /** As Quarkus lays them out; the rest is our own code and the jar that starts it. */
    private static final List<String> LIBRARIES = List.of("lib/boot", "lib/main");

    /**
     * Writes the image as a tar file that {@code docker load} and registries' tools read.
     *
     * @param base an image with {@code java} 17 or later on its path: {@code tar:///file.tar}, which needs no network, or a reference to
     *     a registry; {@code scratch} has none, for tests
     * @throws IllegalArgumentException if there is no packaged service, or {@code base} is no reference
     */
    void write(String base, Path tar) throws Exception {
        if (!Files.isRegularFile(application.resolve("quarkus-run.jar"))) {
            throw new IllegalArgumentException(application + ": no quarkus-run.jar; package the service first");
        }
        JibContainerBuilder image =
                from(base).setWorkingDirectory(APP).setUser(USER).setEntrypoint("java", "-jar", "quarkus-run.jar");
        for (String libraries : LIBRARIES) {
            image.addFileEntriesLayer(layer(libraries));
        }
        image.addFileEntriesLayer(own());
        image.containerize(Containerizer.to(TarImage.at(tar).named("jeton-" + name))
                .setOfflineMode(base.startsWith("tar:") || base.equals("scratch")));
    }

    private static JibContainerBuilder from(String base) {
        try {
            return Jib.from(base);
        } catch (InvalidImageReferenceException e) {
            throw new IllegalArgumentException("jeton.images.base: no image is called " + base, e);
        }
    }

    private FileEntriesLayer layer(String directory) throws IOException {
        return FileEntriesLayer.builder()
                .setName(directory)
                .addEntryRecursive(application.resolve(directory), APP.resolve(directory))
                .build();
    }

    private FileEntriesLayer own() throws IOException {
        return FileEntriesLayer.builder()
                .setName("application")
                .addEntryRecursive(application.resolve("app"), APP.resolve("app"))
                .addEntryRecursive(application.resolve("quarkus"), APP.resolve("quarkus"))
                .addEntry(application.resolve("quarkus-run.jar"), APP.resolve("quarkus-run.jar"))
                .build();
    }
}
