package dev.jeton.service.document;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How the directories of documents are watched. */
@ConfigMapping(prefix = "jeton.documents")
interface DocumentConfig {
    /**
     * How often each directory is looked at, from 1 second up. A change is in force after this long at most, and after
     * the time that Kubernetes itself takes to bring a changed ConfigMap to the node (a minute or so).
     */
    @WithDefault("PT2S")
    Duration lookEvery();
}
