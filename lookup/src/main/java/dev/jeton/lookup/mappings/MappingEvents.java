package dev.jeton.lookup.mappings;

import dev.jeton.service.http.Problems;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** What operators get to see of publishing: how it ended, and nothing of what was published. */
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
        String outcome = failure == null ? "stored" : problems.typeOf(failure).slug();
        metrics.counter("jeton.lookup.mappings", "outcome", outcome).increment();
        LOG.infof("event=mapping-published outcome=%s", outcome);
    }
}
