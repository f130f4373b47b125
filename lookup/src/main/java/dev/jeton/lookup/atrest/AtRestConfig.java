package dev.jeton.lookup.atrest;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Map;

/** The secrets that mappings rest under. Each key file holds 32 raw bytes, or their base64 in one line. */
@ConfigMapping(prefix = "jeton.lookup.at-rest")
interface AtRestConfig {
    /**
     * File with {@code k1}, which hashes and seals by identifier. No default. It can not be rotated: whoever loses it
     * has lost all mappings, and recipients must publish again.
     */
    Path innerKeyFile();

    /**
     * The outer keys, each pair under a number of its own, 1 to 32767, which its rows bear: never use one twice. At least
     * one; a second while keys are rotated. Rows of all are found. A start without a pair that rows bear is refused.
     */
    Map<Integer, Pair> outerKeys();

    /** Number of the pair that rows are written with; default 1. Rows of the others are moved to it in the background. */
    @WithDefault("1")
    int currentOuterKey();

    /**
     * How many rows of other pairs this process moves a second; default 1000. More is sooner done and costs the database
     * more; 0 moves those only that are written.
     */
    @WithDefault("1000")
    int rewrapsPerSecond();

    /** Two keys that are changed together. */
    interface Pair {
        /** File with {@code k2}, which hashes the hashes again. No default. */
        Path hashKeyFile();

        /** File with the key-encryption key, which seals the sealed documents again. No default. */
        Path keyEncryptionKeyFile();
    }
}
