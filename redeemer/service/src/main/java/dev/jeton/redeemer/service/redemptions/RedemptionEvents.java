package dev.jeton.redeemer.service.redemptions;

import dev.jeton.service.EventLog;
import dev.jeton.service.http.Problems;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.List;
import org.jboss.logging.Logger;

/** What operators get to see of redemptions: how many ended how, for which caller. No token, and not what it paid for. */
@Singleton
class RedemptionEvents {
    private final MeterRegistry metrics;
    private final Problems problems;
    private final Logger events;

    RedemptionEvents(MeterRegistry metrics, Problems problems, EventLog events) {
        this.metrics = metrics;
        this.problems = problems;
        this.events = events.logger();
    }

    void redeemed(String caller, List<Outcome> outcomes) {
        outcomes.forEach(outcome -> metrics.counter("jeton.redeemer.redemptions", "outcome", outcome.name())
                .increment());
        long accepted = outcomes.stream().filter(Outcome.ACCEPTED::equals).count();
        request("answered");
        events.infof("event=redemptions caller=%s count=%d accepted=%d", caller, outcomes.size(), accepted);
    }

    void refused(Throwable failure) {
        String outcome = problems.typeOf(failure).slug();
        request(outcome);
        events.infof("event=redemptions-refused outcome=%s", outcome);
    }

    private void request(String outcome) {
        metrics.counter("jeton.redeemer.requests", "outcome", outcome).increment();
    }
}
