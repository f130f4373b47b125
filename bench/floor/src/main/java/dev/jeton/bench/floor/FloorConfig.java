package dev.jeton.bench.floor;

import io.smallrye.config.ConfigMapping;
import java.net.URI;
import java.nio.file.Path;

@ConfigMapping(prefix = "jeton.bench.floor")
interface FloorConfig {
    /** {@code rediss://host:port}. */
    URI redis();

    /** With Redis' password. */
    Path passwordFile();

    /** Who signs Redis' certificate. */
    Path trustCertificates();
}
