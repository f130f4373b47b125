package dev.jeton.issuer.msp;

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

/** The providers this issuer knows, in memory. An invalid document stops the start. */
@Singleton
@Startup
public class MspRegistry {
    private static final Logger LOG = Logger.getLogger(MspRegistry.class);

    private final Map<String, Msp> byUri;

    @Inject
    MspRegistry(MspConfig config) {
        this(config.directory());
        LOG.infof("event=msps-loaded count=%d", byUri.size());
    }

    MspRegistry(Path directory) {
        Map<String, Msp> msps = new HashMap<>();
        Documents.read(directory, Msp.KIND, document -> {
            Msp msp = Msp.of(document);
            if (msps.putIfAbsent(msp.name().uri(), msp) != null) {
                throw new InvalidDocument(document.file(), "spec.msp: described by another document already");
            }
            return msp;
        });
        this.byUri = Map.copyOf(msps);
    }

    /** The provider that calls itself {@code uri}, spelled exactly so. */
    public Optional<Msp> find(String uri) {
        return Optional.ofNullable(byUri.get(uri));
    }
}
