package dev.jeton.service.gateway;

import dev.jeton.service.EventLog;
import dev.jeton.service.http.Problems;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/** What operators get to see of the gateway: how many requests were led on, and why others were not. */
@Singleton
class GatewayEvents {
    private final MeterRegistry metrics;
    private final Problems problems;
    private final Logger events;

    GatewayEvents(MeterRegistry metrics, Problems problems, EventLog events) {
        this.metrics = metrics;
        this.problems = problems;
        this.events = events.logger();
    }

    /** To an endpoint, which tells by itself what became of it. */
    void ledOn() {
        count("led-on");
    }

    void refused(Throwable failure) {
        String outcome = problems.typeOf(failure).slug();
        count(outcome);
        events.infof("event=gateway-refused outcome=%s", outcome);
    }

    private void count(String outcome) {
        metrics.counter("jeton.gateway.requests", "outcome", outcome).increment();
    }
}
