package dev.jeton.redis;

/**
 * Redis gave no usable answer: not connected, timed out, connection lost, too many commands waiting, an error reply, or
 * too few replicas that have it.
 *
 * <p>The script may have run all the same. Fail closed, and call again only what is safe to run twice. Without a stack
 * trace, since an outage brings one of these per request; the cause says what happened.
 */
public final class RedisUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public RedisUnavailable(String message) {
        super(message, null, false, false);
    }

    RedisUnavailable(String message, Throwable cause) {
        super(message, cause, false, false);
    }

    /** {@code failure} if it is one already, else one that names it. */
    static RedisUnavailable of(String what, Throwable failure) {
        Throwable cause = RedisScripts.root(failure);
        return cause instanceof RedisUnavailable known
                ? known
                : new RedisUnavailable(what + ": " + cause.getMessage(), cause);
    }
}
