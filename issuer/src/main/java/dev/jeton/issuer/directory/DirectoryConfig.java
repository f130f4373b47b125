package dev.jeton.issuer.directory;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The public directory of keys. */
@ConfigMapping(prefix = "jeton.issuer.directory")
interface DirectoryConfig {
    /**
     * How long clients and mirrors may keep the directory ({@code Cache-Control: max-age}); never past the end of the
     * signing key's epoch. At most half of {@code jeton.issuer.keys.publish-ahead}; 0 makes everyone ask again.
     */
    @WithDefault("PT1H")
    Duration cacheLifetime();
}
