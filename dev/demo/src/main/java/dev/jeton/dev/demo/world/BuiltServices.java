package dev.jeton.dev.demo.world;

import java.net.URISyntaxException;
import java.nio.file.Path;

/** Where the build leaves the services, seen from {@code dev/demo/target}, where it leaves us. */
final class BuiltServices {
    private BuiltServices() {}

    /** {@code <repository>/<module>/target/quarkus-app/quarkus-run.jar}; whether it is there is not asked. */
    static Path jar(String module) {
        try {
            Path self = Path.of(BuiltServices.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return self.resolve("../../../..")
                    .resolve(module)
                    .resolve("target/quarkus-app/quarkus-run.jar")
                    .normalize();
        } catch (URISyntaxException e) {
            throw new IllegalStateException("a class path entry that is no path", e);
        }
    }
}
