package dev.jeton.lookup.testing;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A provider that knows outer keys 1 and 2, writes under 1 and moves nothing by itself. It waits long for its store: what is
 * tested here is not speed.
 */
public final class TwoOuterKeys implements QuarkusTestProfile {
    public static final String PREFIX = "jeton.lookup.at-rest.";
    public static final List<String> SECOND_PAIR =
            List.of(PREFIX + "outer-keys.2.hash-key-file", PREFIX + "outer-keys.2.key-encryption-key-file");

    @Override
    public Map<String, String> getConfigOverrides() {
        Map<String, String> settings = new HashMap<>();
        SECOND_PAIR.forEach(file -> settings.put(file, secret()));
        settings.put(PREFIX + "rewraps-per-second", "0");
        settings.put("jeton.lookup.store.timeout", "60s");
        return settings;
    }

    private static String secret() {
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        try {
            Path file = Files.write(Files.createTempFile("jeton-at-rest", ".key"), key);
            file.toFile().deleteOnExit();
            return file.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
