package dev.jeton.lookup.mappings;

import dev.jeton.service.http.Problems;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
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

    /** One of the two is null. */
    void removed(RemovedMappings.@Nullable Outcome done, @Nullable Throwable failure) {
        removed(outcome(done == RemovedMappings.Outcome.HELD ? "held" : "removed", failure));
    }

    /** What became of a removal that an operator had released. */
    void heldRemoval(String outcome) {
        removed("released-" + outcome);
    }

    private void removed(String outcome) {
        metrics.counter("jeton.lookup.removals", "outcome", outcome).increment();
        LOG.infof("event=mapping-removed outcome=%s", outcome);
    }

    /** Of many that an operator brought, by outcomes as they are answered; one line for all of them. */
    void imported(List<String> outcomes) {
        Map<String, Integer> counts = new TreeMap<>();
        outcomes.forEach(outcome -> counts.merge(outcome.replaceFirst(":.*", ""), 1, Integer::sum));
        counts.forEach((outcome, count) ->
                metrics.counter("jeton.lookup.imports", "outcome", outcome).increment(count));
        LOG.infof(
                "event=mappings-imported %s",
                counts.entrySet().stream()
                        .map(count -> count.getKey() + "=" + count.getValue())
                        .collect(Collectors.joining(" ")));
    }

    private String outcome(String success, @Nullable Throwable failure) {
        return failure == null ? success : problems.typeOf(failure).slug();
    }
}
