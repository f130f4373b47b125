package dev.jeton.service.admin;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;

/** Who may operate this service over HTTP. */
@ConfigMapping(prefix = "jeton.admin")
interface AdminConfig {
    /** Directory of {@code Operator} documents. Not set: there is no admin API, and its paths are answered with 404. */
    Optional<Path> operatorsDirectory();

    /** The service's base URL: credentials name it as {@code aud}, character for character. Needed with operators. */
    Optional<String> audience();

    /**
     * How many requests of operators are served at once, 1 to 100; more are answered {@code saturated}. Each may take a
     * connection to PostgreSQL.
     */
    @WithDefault("4")
    int maxRequests();
}
