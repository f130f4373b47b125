package dev.jeton.issuer.msp;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;

/** Which providers may ask. */
@ConfigMapping(prefix = "jeton.issuer.msp")
interface MspConfig {
    /** Directory of {@code MessagingServiceProvider} documents, at most 10,000. An empty one makes every request fail. */
    Path directory();
}
