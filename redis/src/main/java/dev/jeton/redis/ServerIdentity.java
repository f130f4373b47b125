package dev.jeton.redis;

import java.util.Optional;

/**
 * Tells one master's time as a master from all others.
 *
 * <p>{@code run_id} is new at each start. That is not enough: a master that is made a replica and promoted again keeps it,
 * and may have lost data in between. {@code master_replid} is new at each start and each promotion, but its replicas carry
 * the same. Of each the first 64 bits. (Redis also renews it when a master gets its first replica, or has had none for an
 * hour; that fences and arms again for nothing, which takes a moment.)
 */
final class ServerIdentity {
    private static final int DIGITS = 16;

    private ServerIdentity() {}

    /** Empty unless it is a master's. */
    static Optional<String> of(ServerInfo info) {
        String run = info.get("run_id");
        String replication = info.get("master_replid");
        return info.get("role").equals("master") && run.length() >= DIGITS && replication.length() >= DIGITS
                ? Optional.of(run.substring(0, DIGITS) + replication.substring(0, DIGITS))
                : Optional.empty();
    }

    /** For people: tells servers apart in logs. */
    static String abbreviated(String identity) {
        return identity.isEmpty() ? "" : identity.substring(0, 4) + "-" + identity.substring(DIGITS, DIGITS + 4);
    }
}
