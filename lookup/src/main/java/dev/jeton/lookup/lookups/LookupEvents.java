package dev.jeton.lookup.lookups;

import dev.jeton.service.http.Problems;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.jboss.logging.Logger;

/** What operators get to see of lookups: how many ended how, and how fast. Nothing of what was asked, and nobody. */
@ApplicationScoped
class LookupEvents {
    private static final Logger LOG = Logger.getLogger("jeton.lookup");
    private static final String ANSWERED = "answered";

    private final MeterRegistry metrics;
    private final Problems problems;

    LookupEvents(MeterRegistry metrics, Problems problems) {
        this.metrics = metrics;
        this.problems = problems;
    }

    void answered(long startNanos, int mappings) {
        time(startNanos, ANSWERED);
        LOG.infof("event=lookup outcome=%s mappings=%d", ANSWERED, mappings);
    }

    void failed(long startNanos, Throwable failure) {
        String outcome = problems.typeOf(failure).slug();
        time(startNanos, outcome);
        LOG.infof("event=lookup outcome=%s", outcome);
    }

    private void time(long startNanos, String outcome) {
        Timer.builder("jeton.lookup.lookups")
                .description("Lookups by outcome, from the request's headers to the answer")
                .tag("outcome", outcome)
                .serviceLevelObjectives(
                        Duration.ofMillis(1),
                        Duration.ofMillis(2),
                        Duration.ofMillis(5),
                        Duration.ofMillis(10),
                        Duration.ofMillis(25),
                        Duration.ofMillis(100),
                        Duration.ofMillis(500),
                        Duration.ofSeconds(2))
                .register(metrics)
                .record(Duration.ofNanos(System.nanoTime() - startNanos));
    }
}
