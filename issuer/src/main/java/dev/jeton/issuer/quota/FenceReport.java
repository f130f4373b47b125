package dev.jeton.issuer.quota;

import dev.jeton.redis.FenceReason;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Tells operators which epochs are fenced: a gauge by reason, and one event at each change, of the reason as well. */
@Singleton
class FenceReport {
    private static final Logger EVENTS = Logger.getLogger("jeton.issuer");

    private final Map<Long, Optional<FenceReason>> told = new HashMap<>();
    private volatile List<ArenaState> latest = List.of();

    FenceReport(MeterRegistry meters) {
        for (FenceReason reason : FenceReason.values()) {
            Gauge.builder("jeton.issuer.quota.fenced", this, report -> report.fencedFor(reason))
                    .tag("reason", reason.label())
                    .register(meters);
        }
    }

    /** Called after each look of the fence, never twice at once. */
    void tell(List<ArenaState> states) {
        latest = states;
        told.keySet().retainAll(states.stream().map(ArenaState::epoch).toList());
        for (ArenaState state : states) {
            if (state.reason().equals(told.put(state.epoch(), state.reason()))) {
                continue;
            }
            state.reason()
                    .ifPresentOrElse(
                            reason -> EVENTS.warnf(
                                    "event=quota-fenced epoch=%d reason=%s needed=%d",
                                    state.epoch(), reason.label(), state.needed()),
                            () -> EVENTS.infof("event=quota-served epoch=%d arming=%d", state.epoch(), state.arming()));
        }
    }

    private long fencedFor(FenceReason reason) {
        return latest.stream()
                .filter(state -> state.reason().equals(Optional.of(reason)))
                .count();
    }
}
