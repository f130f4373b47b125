package dev.jeton.redeemer.service.callers;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Who may redeem here. With neither certificates nor documents nobody may. */
@ConfigMapping(prefix = "jeton.redeemer.callers")
interface CallerConfig {
    /**
     * DNS names, separated by commas: a client certificate has to have one of them among its subject's alternative names.
     * With any, the listener needs {@code quarkus.tls.public.trust-store.pem.certs}: who may sign those certificates.
     * Default: none.
     */
    Optional<List<String>> certificateNames();

    /** Directory of {@code Caller} documents, with the keys of those who come with a JWT. Default: none. */
    Optional<Path> directory();

    /** How many JWTs may be checked at once, 1 to 10,000; more are answered {@code saturated}. Default 200. */
    @WithDefault("200")
    int maxWaiting();
}
