package dev.jeton.issuer.voprf;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Tokens of type 0x0001 (VOPRF), beside those of type 0x0002. Only for an issuer and a discovery provider that are one
 * domain: the provider must hold the same secret keys, and whoever holds them can make tokens.
 */
@ConfigMapping(prefix = "jeton.issuer.voprf")
interface VoprfConfig {
    /**
     * Directory of key files, one for each epoch, as {@code jeton voprf-keys create} writes them. Default: none, and
     * tokens of type 0x0001 are not offered.
     */
    Optional<Path> keyDirectory();

    /**
     * File with the key that the key files are sealed under: 32 raw bytes, or their base64 in one line. The discovery
     * provider has it too, so it must not be {@code jeton.issuer.keys.encryption-key-file}. Needed with
     * {@code key-directory}.
     */
    Optional<Path> sealingKeyFile();

    /** How often the directory is read again, from 1 second up; default 30 s. */
    @WithDefault("PT30S")
    Duration refreshEvery();
}
