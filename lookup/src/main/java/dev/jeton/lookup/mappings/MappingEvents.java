package dev.jeton.lookup.mappings;

import dev.jeton.lookup.problem.Problems;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** What operators get to see of publishing: how it ended, and nothing of what was published. */
@ApplicationScoped
class MappingEvents {
    private static final Logger LOG = Logger.getLogger("jeton.lookup");

    private final MeterRegistry metrics;

    MappingEvents(MeterRegistry metrics) {
        this.metrics = metrics;
    }

    void published(@Nullable Throwable failure) {
        String outcome = failure == null ? "stored" : Problems.typeOf(failure).slug();
        metrics.counter("jeton.lookup.mappings", "outcome", outcome).increment();
        LOG.infof("event=mapping-published outcome=%s", outcome);
    }
}
