package dev.jeton.lookup.mappings;

import dev.jeton.crypto.mapping.CsipTrust;
import dev.jeton.crypto.mapping.CsipTrustFile;
import dev.jeton.service.document.DocumentWatch;
import dev.jeton.service.document.InvalidDocument;
import dev.jeton.service.document.WatchedFile;
import dev.jeton.service.keys.KeyClients;
import dev.jeton.service.keys.KeyFetch;
import dev.jeton.service.keys.KeyTimes;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduler;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.function.Supplier;

/**
 * The CSIPs that are trusted at the moment, for the verifier and for the public document alike: the operator's file, followed
 * while it changes, with the keys that CSIPs publish themselves. A start with a bad file fails.
 */
@Startup
@Singleton
class TrustedCsips implements Supplier<CsipTrust> {
    private static final String SETTING = "jeton.lookup.mappings.csip-trust-file";
    private static final String KIND = "CsipTrust";
    private static final String TLS = "csip-keys";
    private static final String UPDATE_EVERY = "PT1S";

    private final CurrentCsips current;

    TrustedCsips(
            MappingsConfig config,
            DocumentWatch watch,
            KeyClients clients,
            InstantSource clock,
            Scheduler scheduler,
            MeterRegistry meters) {
        WatchedFile<CsipTrustFile> file =
                new WatchedFile<>(config.csipTrustFile(), KIND, CsipTrust.MAX_BYTES, CsipTrustFile::parse);
        try {
            watch.start(file);
        } catch (InvalidDocument e) {
            throw new IllegalArgumentException(SETTING + ": " + e.getMessage(), e);
        }
        KeyFetch client = clients.over(TLS);
        CsipKeys keys = new CsipKeys(
                file::inForce,
                times(config.csipKeys()),
                url -> client.fetch(url, body -> CsipTrustFile.parseKeys(body).keys()),
                clock);
        this.current = new CurrentCsips(file::inForce, keys::usable);
        current.update();
        keys.start(scheduler, meters);
        scheduler
                .newJob("trusted CSIPs")
                .setInterval(UPDATE_EVERY)
                .setConcurrentExecution(Scheduled.ConcurrentExecution.SKIP)
                .setTask(execution -> current.update())
                .schedule();
    }

    /** The list as it is now. Who checks something against it asks once, and not for each step. */
    @Override
    public CsipTrust get() {
        return current.trust();
    }

    private static KeyTimes times(MappingsConfig.CsipKeys config) {
        return new KeyTimes(config.refreshEvery(), config.retryEvery(), config.grace())
                .requireSensible("jeton.lookup.mappings.csip-keys");
    }
}
