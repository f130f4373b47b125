package dev.jeton.redeemer.embedded.ledger;

import dev.jeton.redeemer.spend.redis.ShardState;
import dev.jeton.redis.FenceReason;
import dev.jeton.service.EventLog;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Tells operators which shards are fenced: gauges, and one event at each change. */
@Singleton
class LedgerReport {
    private final Logger events;
    private final Map<String, Optional<FenceReason>> told = new HashMap<>();
    private volatile List<ShardState> latest = List.of();

    LedgerReport(MeterRegistry meters, EventLog events) {
        this.events = events.logger();
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
            Optional<FenceReason> before = told.getOrDefault(state.name(), Optional.empty());
            boolean isNew = !told.containsKey(state.name());
            if (state.isServed() && (isNew || before.isPresent())) {
                events.infof(
                        "event=ledger-served shard=%s arming=%d",
                        state.name(), state.standing().arming());
            } else if (!state.isServed() && (isNew || before.isEmpty())) {
                events.warnf(
                        "event=ledger-fenced shard=%s reason=%s needed=%d",
                        state.name(),
                        state.standing().reason().orElseThrow().label(),
                        state.standing().needed());
            }
            told.put(state.name(), state.standing().reason());
        }
    }

    private long fencedFor(FenceReason reason) {
        return latest.stream()
                .filter(state -> state.standing().reason().equals(Optional.of(reason)))
                .count();
    }
}
