package dev.jeton.redeemer.keys;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jeton.crypto.secret.SealingKey;
import dev.jeton.crypto.voprfkeys.VoprfKeyDirectory;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MountedVoprfKeysTest {
    private final BlockingQueue<Runnable> readings = new ArrayBlockingQueue<>(10);

    @Test
    void reading_thatFailsWithARuntimeException_isSaidAndIsNotTheLast(@TempDir Path temporary) throws Exception {
        FileSystem files = FileSystems.newFileSystem(temporary.resolve("keys.zip"), Map.of("create", "true"));
        try (MountedVoprfKeys keys = start(files.getPath("/"))) {
            next().run();
            assertThat(keys.current()).isTrue();

            // From now on it throws ClosedFileSystemException, which is no IOException.
            files.close();
            next().run();
            assertThat(keys.current()).isFalse();
            next().run();
        }
    }

    private MountedVoprfKeys start(Path path) throws IOException {
        return MountedVoprfKeys.start(
                "issuer.example",
                new VoprfKeyDirectory(path, SealingKey.generate()),
                Duration.ofMillis(1),
                readings::add,
                InstantSource.system());
    }

    private Runnable next() throws InterruptedException {
        return requireNonNull(readings.poll(10, TimeUnit.SECONDS), "no other reading");
    }
}
