package dev.jeton.lookup.testing;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Map;

/**
 * A provider that follows its operator's files within a second and lets little be published, in windows so long that none
 * ends in a test. All tests that need any of this share it, since each set of settings costs a build and a start.
 */
public final class Operated implements QuarkusTestProfile {
    public static final int PER_KEY = 6;
    public static final int PER_DOCUMENT = 3;
    /** What may be published under one CSIP, and how many of its removals may wait. */
    public static final int PER_CSIP = 12;

    public static final int CSIP_REMOVALS_AT_ONCE = 2;

    static final String OPERATORS = "jeton.admin.operators-directory";
    static final String AUDIENCE = "https://dp.example";

    @Override
    public Map<String, String> getConfigOverrides() {
        try {
            return Map.ofEntries(
                    Map.entry(
                            OPERATORS,
                            Files.createTempDirectory("jeton-operators").toString()),
                    Map.entry("jeton.admin.audience", AUDIENCE),
                    Map.entry("jeton.documents.look-every", "1s"),
                    Map.entry("jeton.lookup.mappings.csip-keys.refresh-every", "1s"),
                    Map.entry("jeton.lookup.mappings.csip-keys.retry-every", "1s"),
                    Map.entry("jeton.lookup.publishing.window", "1d"),
                    Map.entry("jeton.lookup.publishing.per-key", "" + PER_KEY),
                    Map.entry("jeton.lookup.publishing.per-document", "" + PER_DOCUMENT),
                    Map.entry("jeton.lookup.publishing.per-csip", "" + PER_CSIP),
                    Map.entry("jeton.lookup.publishing.csip-removals-at-once", "" + CSIP_REMOVALS_AT_ONCE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
