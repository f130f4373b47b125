package dev.jeton.redis;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisReadOnlyException;
import java.util.Set;

/** What a failed command says about the server; that it ran nothing, in all cases but {@code NONE}. */
enum Refusal {
    /** Nothing. */
    NONE,
    /** It is a replica. */
    REPLICA,
    /** The slot is not its own, on its way, or the cluster serves nobody. */
    ELSEWHERE;

    private static final Set<String> CODES = Set.of("MOVED", "ASK", "TRYAGAIN", "CLUSTERDOWN", "MASTERDOWN");

    static Refusal of(Throwable failure) {
        if (failure instanceof RedisReadOnlyException) {
            return REPLICA;
        }
        String message = failure instanceof RedisCommandExecutionException ? failure.getMessage() : null;
        return message != null && CODES.contains(message.split(" ", 2)[0]) ? ELSEWHERE : NONE;
    }
}
