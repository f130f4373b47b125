package dev.jeton.service.document;

import dev.jeton.service.EventLog;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduler;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/** Looks at operators' documents, at once and then again and again. */
@Singleton
public class DocumentWatch {
    private final Scheduler scheduler;
    private final DocumentConfig config;
    private final MeterRegistry meters;
    private final Logger events;

    DocumentWatch(Scheduler scheduler, DocumentConfig config, MeterRegistry meters, EventLog events) {
        this.scheduler = scheduler;
        this.config = config;
        this.meters = meters;
        this.events = events.logger();
    }

    /**
     * Reads {@code documents}, and from then on keeps them current.
     *
     * @throws InvalidDocument if their directory cannot be read, or the one document that must be valid is not, which ends the
     *     start
     */
    public void start(Watched documents) {
        documents.look(events);
        meters.gauge("jeton.documents.refused", Tags.of("kind", documents.kind()), documents, Watched::refused);
        scheduler
                .newJob("documents of kind " + documents.kind())
                .setInterval(config.lookEvery().toString())
                .setConcurrentExecution(Scheduled.ConcurrentExecution.SKIP)
                .setTask(execution -> look(documents))
                .schedule();
    }

    private void look(Watched documents) {
        try {
            documents.look(events);
        } catch (InvalidDocument e) {
            events.warnf("event=documents-not-read kind=%s problem=\"%s\"", documents.kind(), e.getMessage());
        }
    }
}
