package dev.jeton.lookup.mappings;

import dev.jeton.service.http.Problems;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** What operators get to see of publishing and removing: how it ended, and nothing of what it was about. */
@ApplicationScoped
class MappingEvents {
    private static final Logger LOG = Logger.getLogger("jeton.lookup");

    private final MeterRegistry metrics;
    private final Problems problems;

    MappingEvents(MeterRegistry metrics, Problems problems) {
        this.metrics = metrics;
        this.problems = problems;
    }

    void published(@Nullable Throwable failure) {
        String outcome = outcome("stored", failure);
        metrics.counter("jeton.lookup.mappings", "outcome", outcome).increment();
        LOG.infof("event=mapping-published outcome=%s", outcome);
    }

    void removed(@Nullable Throwable failure) {
        String outcome = outcome("removed", failure);
        metrics.counter("jeton.lookup.removals", "outcome", outcome).increment();
        LOG.infof("event=mapping-removed outcome=%s", outcome);
    }

    private String outcome(String success, @Nullable Throwable failure) {
        return failure == null ? success : problems.typeOf(failure).slug();
    }
}
