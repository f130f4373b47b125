package dev.jeton.redis;

import java.util.Optional;

/**
 * Where this process stands with one arena: for health, logs and metrics.
 *
 * @param arena its name
 * @param reason why it is not served; empty while it is
 * @param arming number of the arming that is served, or was last known
 * @param armedOn short name of the server of that arming; empty if there is none
 * @param server short name of the server that this process is connected to; empty if there is none
 * @param counter the highest counter that this process has seen
 * @param needed the highest counter known from anybody: what the data must have to be armed again
 */
public record Standing(
        String arena,
        Optional<FenceReason> reason,
        long arming,
        String armedOn,
        String server,
        long counter,
        long needed) {
    public boolean serving() {
        return reason.isEmpty();
    }
}
