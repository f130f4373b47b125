package dev.jeton.relay.forward;

import dev.jeton.relay.http.Answer;
import dev.jeton.relay.http.ProblemType;
import dev.jeton.relay.http.Refusal;
import dev.jeton.relay.upstream.UpstreamAnswer;
import dev.jeton.relay.upstream.UpstreamFailure;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.Set;

/**
 * What a client is told of what a gateway answered: the sealed answer, or one of our own problems. Nothing else that a
 * gateway writes gets through, so it has no way to mark a client.
 */
final class GatewayAnswer {
    static final String SEALED_ANSWER = "message/ohttp-res";

    /** What says that a gateway does not do its work. */
    static final Set<ProblemType> BROKEN =
            Set.of(ProblemType.GATEWAY_UNREACHABLE, ProblemType.GATEWAY_FAILED, ProblemType.GATEWAY_TIMEOUT);

    private static final String PROBLEM = "application/problem+json";
    private static final int MOST_PROBLEM_BYTES = 4 * 1024;

    private GatewayAnswer() {}

    /** @throws Refusal unless it is a sealed answer */
    static Answer of(UpstreamAnswer answer) {
        if (answer.status() == 200
                && answer.isOf(SEALED_ANSWER)
                && answer.body().length() > 0) {
            return Answer.ok(SEALED_ANSWER, answer.body());
        }
        throw Refusal.of(refusesKey(answer) ? ProblemType.OHTTP_KEY : ProblemType.GATEWAY_FAILED);
    }

    static Refusal of(UpstreamFailure failure) {
        return Refusal.of(
                switch (failure.kind()) {
                    case SATURATED -> ProblemType.SATURATED;
                    case UNREACHABLE -> ProblemType.GATEWAY_UNREACHABLE;
                    case LATE -> ProblemType.GATEWAY_TIMEOUT;
                    case BROKEN, OVERSIZED -> ProblemType.GATEWAY_FAILED;
                });
    }

    /** RFC 9458, Section 5.3: the one refusal that a client can do something about. */
    private static boolean refusesKey(UpstreamAnswer answer) {
        if (answer.status() < 400
                || answer.status() > 499
                || !answer.isOf(PROBLEM)
                || answer.body().length() > MOST_PROBLEM_BYTES) {
            return false;
        }
        try {
            Object type = new JsonObject(answer.body()).getValue("type");
            return ProblemType.OHTTP_KEY.uri().toString().equals(type);
        } catch (DecodeException | ClassCastException e) {
            return false;
        }
    }
}
