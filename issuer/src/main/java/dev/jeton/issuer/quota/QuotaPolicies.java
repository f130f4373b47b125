package dev.jeton.issuer.quota;

import dev.jeton.crypto.csi.MspUri;
import dev.jeton.issuer.IssuerConfig;
import dev.jeton.service.document.DocumentWatch;
import dev.jeton.service.document.WatchedDocuments;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The policies in force, in memory: a changed document counts from the next request on. */
@Singleton
@Startup
public class QuotaPolicies {
    private final WatchedDocuments<MspUri, QuotaPolicy> documents;

    QuotaPolicies(QuotaConfig config, IssuerConfig issuer, DocumentWatch watch) {
        this.documents = in(config.directory(), issuer.maxBatch());
        watch.start(documents);
    }

    static WatchedDocuments<MspUri, QuotaPolicy> in(Path directory, int maxBatch) {
        return new WatchedDocuments<>(
                directory,
                QuotaPolicy.KIND,
                document -> QuotaPolicy.of(document, maxBatch),
                QuotaPolicy::msp,
                "spec.msp");
    }

    public Optional<QuotaPolicy> of(MspUri msp) {
        return documents.about(msp);
    }

    /** What became of each document. */
    public List<WatchedDocuments.Loaded<QuotaPolicy>> files() {
        return documents.files();
    }
}
