package dev.jeton.service;

import dev.jeton.crypto.engine.Engine;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;

/** Chooses the engine that calculates, before anybody waits for it, and says which one it is. */
class ActiveEngine {
    void start(@Observes StartupEvent event, MeterRegistry metrics, EventLog events) {
        Engine engine = Engine.active();
        // SmallRye JWT asks the JVM for signatures: a JWT costs it a millisecond, and AWS-LC less than a tenth.
        engine.installSignatures();
        Gauge.builder("jeton.crypto.engine", () -> 1)
                .tag("engine", engine.name())
                .tag("version", engine.version())
                .register(metrics);
        events.logger()
                .infof(
                        "event=crypto-engine engine=%s version=%s%s",
                        engine.name(),
                        engine.version(),
                        engine.fallbackReason()
                                .map(reason -> " cause=\"" + reason + "\"")
                                .orElse(""));
    }
}
