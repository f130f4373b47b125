package dev.jeton.issuer.quota;

import dev.jeton.crypto.csi.MspUri;
import dev.jeton.issuer.IssuerConfig;
import dev.jeton.issuer.document.Documents;
import dev.jeton.issuer.document.InvalidDocument;
import io.quarkus.runtime.Startup;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/** The policies in force, in memory. An invalid document stops the start. */
@Singleton
@Startup
public class QuotaPolicies {
    private static final Logger LOG = Logger.getLogger(QuotaPolicies.class);

    private final Map<MspUri, QuotaPolicy> byMsp;

    @Inject
    QuotaPolicies(QuotaConfig config, IssuerConfig issuer) {
        this(config.directory(), issuer.maxBatch());
        LOG.infof("event=quota-policies-loaded count=%d", byMsp.size());
    }

    QuotaPolicies(Path directory, int maxBatch) {
        Map<MspUri, QuotaPolicy> policies = new HashMap<>();
        Documents.read(directory, QuotaPolicy.KIND, document -> {
            QuotaPolicy policy = QuotaPolicy.of(document, maxBatch);
            if (policies.putIfAbsent(policy.msp(), policy) != null) {
                throw new InvalidDocument(document.file(), "spec.msp: has another policy already");
            }
            return policy;
        });
        this.byMsp = Map.copyOf(policies);
    }

    public Optional<QuotaPolicy> of(MspUri msp) {
        return Optional.ofNullable(byMsp.get(msp));
    }
}
