package dev.jeton.issuer.msp;

import dev.jeton.service.document.DocumentWatch;
import dev.jeton.service.document.WatchedDocuments;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The providers this issuer knows, in memory: a changed document counts from the next request on. */
@Singleton
@Startup
public class MspRegistry {
    private final WatchedDocuments<String, Msp> documents;

    MspRegistry(MspConfig config, DocumentWatch watch) {
        this.documents = in(config.directory());
        watch.start(documents);
    }

    static WatchedDocuments<String, Msp> in(Path directory) {
        return new WatchedDocuments<>(
                directory, Msp.KIND, Msp::of, msp -> msp.name().uri(), "spec.msp");
    }

    /** The provider that calls itself {@code uri}, spelled exactly so. */
    public Optional<Msp> find(String uri) {
        return documents.about(uri);
    }

    /** All of them. */
    List<Msp> all() {
        return documents.all();
    }

    /** What became of each document. */
    public List<WatchedDocuments.Loaded<Msp>> files() {
        return documents.files();
    }
}
