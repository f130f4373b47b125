package dev.jeton.redis;

import java.util.Optional;

/**
 * What one master says of itself with its last heartbeat: for health and metrics. No addresses.
 *
 * @param server short name, as in {@link Standing}; empty if it is not connected, not a master, or does not say who it is
 * @param evictionPolicy its {@code maxmemory-policy}; empty if it is not known
 * @param persistence what it keeps over a restart
 * @param replicas how many replicas are connected and follow
 * @param evicted whether it has thrown data away since it started, or since its statistics were reset
 * @param unfit why the fence serves nothing that it holds
 */
public record MasterState(
        String server,
        String evictionPolicy,
        Persistence persistence,
        int replicas,
        boolean evicted,
        Optional<FenceReason> unfit) {
    static final MasterState UNKNOWN =
            new MasterState("", "", Persistence.NONE, 0, false, Optional.of(FenceReason.REDIS_UNAVAILABLE));

    private static final String KEEPS_ALL = "noeviction";

    /** How a server keeps its data, as far as {@code INFO} tells. */
    public enum Persistence {
        /** It logs each write. */
        AOF,
        /** It has written a snapshot since it started, and logs nothing. */
        RDB,
        /** Neither. */
        NONE
    }

    static MasterState of(ServerInfo info) {
        String policy = info.get("maxmemory_policy");
        String evicted = info.get("evicted_keys");
        boolean hasEvicted = !evicted.equals("0");
        return new MasterState(
                ServerIdentity.of(info).map(ServerIdentity::abbreviated).orElse(""),
                policy,
                persistence(info),
                (int) info.fields().entrySet().stream()
                        .filter(field -> field.getKey().matches("slave\\d+"))
                        .filter(field -> field.getValue().contains("state=online"))
                        .count(),
                // A server that does not say is not served, and that is all.
                hasEvicted && !evicted.isEmpty(),
                hasEvicted || !policy.equals(KEEPS_ALL) ? Optional.of(FenceReason.EVICTS) : Optional.empty());
    }

    private static Persistence persistence(ServerInfo info) {
        if (info.get("aof_enabled").equals("1")) {
            return Persistence.AOF;
        }
        String saves = info.get("rdb_saves");
        return saves.isEmpty() || saves.equals("0") ? Persistence.NONE : Persistence.RDB;
    }
}
