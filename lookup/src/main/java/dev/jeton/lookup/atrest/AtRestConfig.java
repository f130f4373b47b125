package dev.jeton.lookup.atrest;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;

/** The secrets that mappings rest under. Each key file holds 32 raw bytes, or their base64 in one line. */
@ConfigMapping(prefix = "jeton.lookup.at-rest")
interface AtRestConfig {
    /**
     * File with {@code k1}, which hashes and seals by identifier. No default. It can not be rotated: whoever loses it
     * has lost all mappings, and recipients must publish again.
     */
    Path innerKeyFile();

    /** File with {@code k2}, which hashes the hashes again. No default. */
    Path outerKeyFile();

    /** File with the key-encryption key, which seals the sealed documents again. No default. */
    Path keyEncryptionKeyFile();

    /**
     * Name of this pair of outer keys, 1 to 32767; default 1. Rows of another generation are not found: change it
     * together with the keys only, and never back.
     */
    @WithDefault("1")
    int outerKeyId();
}
