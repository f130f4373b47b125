package dev.jeton.redeemer.embedded.keys;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The secret keys for tokens of type 0x0001, which this provider shares with the issuer of its own domain. Only with
 * tokens of type voprf; set without them, the start is refused.
 */
@ConfigMapping(prefix = "jeton.redeemer.voprf")
interface VoprfConfig {
    /** Directory of key files, one for each epoch: the same files as the issuer's. No default. */
    Optional<Path> keyDirectory();

    /** File with the key that they are sealed under: 32 raw bytes, or their base64 in one line. No default. */
    Optional<Path> sealingKeyFile();

    /** How often the directory is read again; default 30 s. */
    @WithDefault("30s")
    Duration refreshEvery();

    /** Threads that verify tokens; default one for each core. More of them only make everything wait. */
    OptionalInt threads();

    /**
     * How many tokens may wait to be verified; default 500, some hundred milliseconds of work for each core. Lookups beyond
     * are answered {@code saturated} (503), and their tokens are not spent.
     */
    @WithDefault("500")
    int maxWaiting();
}
