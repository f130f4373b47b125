package dev.jeton.issuer.quota;

import dev.jeton.redis.FenceReason;
import java.util.Optional;

/**
 * Where this replica stands with the counters of one epoch.
 *
 * @param epoch the epoch's id
 * @param reason why they are not served, so that nothing is issued; empty while they are
 * @param arming how often they were armed, 0 if never
 * @param armedOn short name of the Redis that they were armed on last; empty if none
 * @param server short name of the Redis that this replica is connected to; empty if none
 * @param counter the most changes to them that this replica has seen
 * @param needed the most changes that anybody is known to have seen: what Redis must have, or an operator accept the loss
 */
public record ArenaState(
        long epoch,
        Optional<FenceReason> reason,
        long arming,
        String armedOn,
        String server,
        long counter,
        long needed) {
    static ArenaState of(QuotaArena arena, dev.jeton.redis.Standing standing) {
        return new ArenaState(
                arena.key().epoch().id(),
                standing.reason(),
                standing.arming(),
                standing.armedOn(),
                standing.server(),
                standing.counter(),
                standing.needed());
    }

    public boolean isServed() {
        return reason.isEmpty();
    }
}
