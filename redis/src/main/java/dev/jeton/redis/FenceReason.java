package dev.jeton.redis;

import java.util.Locale;

/** Why an arena is not served by this process. */
public enum FenceReason {
    /** Nobody has armed it yet, or somebody is about to. */
    NOT_ARMED,
    /** Connected to another server than it was armed on: restarted, promoted, failed over. */
    OTHER_SERVER,
    /** The server has replaced or flushed all of its data. */
    DATA_REPLACED,
    /** The data have no marker: empty, flushed, or from before the first arming. */
    MARKER_MISSING,
    /** A later arming has begun, which this process has not joined yet. */
    OTHER_ARMING,
    /** The data are older than what somebody has seen. */
    BEHIND_MARK,
    /** Another process has seen one of the above. */
    PEER,
    /** A process that has served it neither reports nor has said goodbye: what it has seen last is not known. */
    MEMBER_LOST,
    /** The records cannot be reached, and without them nothing is joined or armed. */
    RECORDS_UNAVAILABLE,
    /**
     * The server may throw data away when its memory is full, or has done so since it started: its {@code maxmemory-policy}
     * is not {@code noeviction}, or it counts {@code evicted_keys}.
     */
    EVICTS,
    /** No server that can be asked: not connected, not a master, or it does not say who it is. */
    REDIS_UNAVAILABLE,
    /** This process serves it no more. */
    LEFT;

    /** For logs, metrics and operators: {@code marker-missing}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
