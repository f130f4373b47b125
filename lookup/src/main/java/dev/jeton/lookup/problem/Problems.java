package dev.jeton.lookup.problem;

import dev.jeton.crypto.problem.ProblemType;
import dev.jeton.crypto.wire.MalformedMessage;
import dev.jeton.lookup.atrest.StoreUnavailable;
import dev.jeton.redis.RedisUnavailable;
import jakarta.ws.rs.WebApplicationException;

/** Which problem a failure is: for the response, the event log and the metrics alike. */
public final class Problems {
    private Problems() {}

    public static ProblemType typeOf(Throwable failure) {
        if (failure instanceof Refusal refusal) {
            return refusal.type();
        }
        if (failure instanceof MalformedMessage) {
            return ProblemType.REQUEST_MALFORMED;
        }
        if (failure instanceof StoreUnavailable) {
            return ProblemType.STORE_UNAVAILABLE;
        }
        if (failure instanceof RedisUnavailable) {
            return ProblemType.LEDGER_UNAVAILABLE;
        }
        if (failure instanceof WebApplicationException framework) {
            return typeOf(framework.getResponse().getStatus());
        }
        return ProblemType.INTERNAL_ERROR;
    }

    /** What the framework refuses by itself: no such path, method or media type. */
    private static ProblemType typeOf(int status) {
        return switch (status) {
            case 404 -> ProblemType.NOT_FOUND;
            case 405 -> ProblemType.METHOD_NOT_ALLOWED;
            case 406 -> ProblemType.NOT_ACCEPTABLE;
            case 413 -> ProblemType.BODY_TOO_LARGE;
            case 415 -> ProblemType.MEDIA_TYPE_UNSUPPORTED;
            default -> status < 500 ? ProblemType.REQUEST_MALFORMED : ProblemType.INTERNAL_ERROR;
        };
    }
}
