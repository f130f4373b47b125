package dev.jeton.redis;

/**
 * Redis gave no usable answer: not connected, timed out, connection lost, too many commands waiting, or an error reply.
 *
 * <p>The script may have run all the same. Fail closed, and call again only what is safe to run twice. Without a stack
 * trace, since an outage brings one of these per request; the cause says what happened.
 */
public final class RedisUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RedisUnavailable(String message) {
        super(message, null, false, false);
    }

    RedisUnavailable(String message, Throwable cause) {
        super(message, cause, false, false);
    }
}
