package dev.jeton.relay.events;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jboss.logging.Logger;

/** Counts for the log and for metrics. Its labels are names from the configuration and of outcomes. Safe for concurrent use. */
@Singleton
public class RelayEvents {
    private static final Logger EVENTS = Logger.getLogger("jeton.relay");

    private final MeterRegistry metrics;
    private final Vertx vertx;
    private final Duration every;
    private final ConcurrentMap<String, Long> sinceLast = new ConcurrentHashMap<>();
    private final Set<String> down = ConcurrentHashMap.newKeySet();

    RelayEvents(MeterRegistry metrics, Vertx vertx, EventConfig config) {
        this.metrics = metrics;
        this.vertx = vertx;
        this.every = config.every();
        if (every.compareTo(Duration.ofSeconds(1)) < 0 || every.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException("jeton.relay.events.every: expected one second to one day");
        }
    }

    void begin(@Observes StartupEvent event) {
        vertx.setPeriodic(every.toMillis(), now -> tell());
    }

    void end(@Observes ShutdownEvent event) {
        tell();
    }

    /** A request for {@code gateway} has ended. */
    public void relayed(String gateway, String outcome) {
        metrics.counter("jeton.relay.requests", "gateway", gateway, "outcome", outcome)
                .increment();
        sinceLast.merge("event=relayed gateway=" + gateway + " outcome=" + outcome, 1L, Long::sum);
    }

    /** A request for the mirror's {@code target} has ended. */
    public void mirrored(String target, String outcome) {
        metrics.counter("jeton.relay.mirrored", "target", target, "outcome", outcome)
                .increment();
        sinceLast.merge("event=mirrored target=" + target + " outcome=" + outcome, 1L, Long::sum);
    }

    /** The mirror has asked for {@code target}. */
    public void fetched(String target, String outcome) {
        metrics.counter("jeton.relay.fetches", "target", target, "outcome", outcome)
                .increment();
    }

    /** {@code upstream}, a gateway or target by name, does not do its work: told once, until it does again. */
    public void failed(String upstream, String cause) {
        if (down.add(upstream)) {
            EVENTS.warnf("event=upstream-failed %s cause=%s", upstream, cause);
        }
    }

    public void succeeded(String upstream) {
        if (down.remove(upstream)) {
            EVENTS.infof("event=upstream-back %s", upstream);
        }
    }

    private void tell() {
        Map<String, Long> counts = new TreeMap<>();
        for (String event : sinceLast.keySet()) {
            Long count = sinceLast.remove(event);
            if (count != null) {
                counts.put(event, count);
            }
        }
        counts.forEach((event, count) -> EVENTS.infof("%s count=%d", event, count));
    }
}
