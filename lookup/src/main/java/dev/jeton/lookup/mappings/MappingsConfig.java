package dev.jeton.lookup.mappings;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;

/** Whose mappings are stored here, and how much work may be spent on refusing others. */
@ConfigMapping(prefix = "jeton.lookup.mappings")
interface MappingsConfig {
    /**
     * File with the CSIPs whose attestations are believed, their keys and what each may attest: {@code {"csips": [...]}}.
     * Read at start, published as it is. No default.
     */
    Path csipTrustFile();

    /** Threads that check signatures, a millisecond or two each; default 2. */
    @WithDefault("2")
    int verifierThreads();

    /** How many mappings may wait for a check; default 200. More are refused with 503 at once. */
    @WithDefault("200")
    int maxWaiting();
}
