package dev.jeton.redeemer.embedded.ledger;

import dev.jeton.redeemer.spend.redis.ShardState;
import dev.jeton.redis.FenceReason;
import dev.jeton.redis.Standing;
import dev.jeton.service.EventLog;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Tells operators which shards are fenced and why: gauges, and one event at each change, of the reason as well. */
@Singleton
class LedgerReport {
    private final Logger events;
    private final Map<String, Optional<FenceReason>> told = new HashMap<>();
    private volatile List<ShardState> latest = List.of();

    @Inject
    LedgerReport(MeterRegistry meters, EventLog events) {
        this(meters, events.logger());
    }

    LedgerReport(MeterRegistry meters, Logger events) {
        this.events = events;
        Gauge.builder(
                        "jeton.redeemer.ledger.served",
                        this,
                        report -> report.latest.stream()
                                .filter(ShardState::isServed)
                                .count())
                .register(meters);
        for (FenceReason reason : FenceReason.values()) {
            Gauge.builder("jeton.redeemer.ledger.fenced", this, report -> report.fencedFor(reason))
                    .tag("reason", reason.label())
                    .register(meters);
        }
    }

    /** Called after each look, never twice at once. */
    void tell(List<ShardState> states) {
        latest = states;
        told.keySet().retainAll(states.stream().map(ShardState::name).toList());
        for (ShardState state : states) {
            Standing standing = state.standing();
            if (standing.reason().equals(told.put(state.name(), standing.reason()))) {
                continue;
            }
            standing.reason()
                    .ifPresentOrElse(
                            reason -> events.warnf(
                                    "event=ledger-fenced shard=%s reason=%s needed=%d",
                                    state.name(), reason.label(), standing.needed()),
                            () -> events.infof(
                                    "event=ledger-served shard=%s arming=%d", state.name(), standing.arming()));
        }
    }

    private long fencedFor(FenceReason reason) {
        return latest.stream()
                .filter(state -> state.standing().reason().equals(Optional.of(reason)))
                .count();
    }
}
