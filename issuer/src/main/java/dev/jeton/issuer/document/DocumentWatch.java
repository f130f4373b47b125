package dev.jeton.issuer.document;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduler;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/** Looks at directories of documents, at once and then again and again. */
@Singleton
public class DocumentWatch {
    private static final Logger LOG = Logger.getLogger("jeton.issuer");

    private final Scheduler scheduler;
    private final DocumentConfig config;
    private final MeterRegistry meters;

    DocumentWatch(Scheduler scheduler, DocumentConfig config, MeterRegistry meters) {
        this.scheduler = scheduler;
        this.config = config;
        this.meters = meters;
    }

    /**
     * Reads {@code documents}, and from then on keeps them current.
     *
     * @throws InvalidDocument if their directory cannot be read, which ends the start
     */
    public void start(WatchedDocuments<?, ?> documents) {
        documents.look();
        meters.gauge(
                "jeton.issuer.documents.refused",
                Tags.of("kind", documents.kind()),
                documents,
                watched -> watched.files().stream()
                        .filter(file -> file.problem().isPresent())
                        .count());
        scheduler
                .newJob("documents of kind " + documents.kind())
                .setInterval(config.lookEvery().toString())
                .setConcurrentExecution(Scheduled.ConcurrentExecution.SKIP)
                .setTask(execution -> look(documents))
                .schedule();
    }

    private static void look(WatchedDocuments<?, ?> documents) {
        try {
            documents.look();
        } catch (InvalidDocument e) {
            LOG.warnf("event=documents-not-read kind=%s problem=\"%s\"", documents.kind(), e.getMessage());
        }
    }
}
