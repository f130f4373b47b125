package dev.jeton.issuer;

import dev.jeton.crypto.engine.Engine;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import org.jboss.logging.Logger;

/** Chooses the engine that calculates, before anybody waits for it, and says which one it is. */
class ActiveEngine {
    private static final Logger LOG = Logger.getLogger("jeton.issuer");

    void start(@Observes StartupEvent event, MeterRegistry metrics) {
        Engine engine = Engine.active();
        // SmallRye JWT asks the JVM for signatures: an attestation costs it a millisecond, and AWS-LC less than a
        // tenth.
        engine.installSignatures();
        Gauge.builder("jeton.crypto.engine", () -> 1)
                .tag("engine", engine.name())
                .tag("version", engine.version())
                .register(metrics);
        LOG.infof(
                "event=crypto-engine engine=%s version=%s%s",
                engine.name(),
                engine.version(),
                engine.fallbackReason()
                        .map(reason -> " cause=\"" + reason + "\"")
                        .orElse(""));
    }
}
