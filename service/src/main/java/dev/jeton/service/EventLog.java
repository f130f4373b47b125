package dev.jeton.service;

import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * The service's event log: one line {@code event=<name> key=value ...} for each thing that happened, and nothing in it that
 * tells who asked or for what.
 */
@Singleton
public class EventLog {
    private final Logger logger;

    /** The category of {@code jeton-issuer} is {@code jeton.issuer}. */
    EventLog(@ConfigProperty(name = "quarkus.application.name") String application) {
        this.logger = Logger.getLogger(application.replace('-', '.'));
    }

    public Logger logger() {
        return logger;
    }
}
