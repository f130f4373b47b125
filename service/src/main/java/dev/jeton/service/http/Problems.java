package dev.jeton.service.http;

import dev.jeton.crypto.problem.Problem;
import dev.jeton.crypto.problem.ProblemType;
import dev.jeton.crypto.wire.MalformedMessage;
import io.quarkus.arc.All;
import io.vertx.core.http.HttpServerResponse;
import jakarta.inject.Singleton;
import jakarta.ws.rs.WebApplicationException;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Which problem a failure is: for the answer, the event log and the metrics alike. Safe for concurrent use. */
@Singleton
public class Problems {
    private static final Logger LOG = Logger.getLogger(Problems.class);

    private final List<KnownFailure> known;

    Problems(@All List<KnownFailure> known) {
        this.known = List.copyOf(known);
    }

    public ProblemType typeOf(Throwable failure) {
        if (failure instanceof Refusal refusal) {
            return refusal.type();
        }
        if (failure instanceof MalformedMessage) {
            return ProblemType.REQUEST_MALFORMED;
        }
        if (failure instanceof WebApplicationException framework) {
            return ofStatus(framework.getResponse().getStatus());
        }
        return known.stream()
                .flatMap(feature -> feature.typeOf(failure).stream())
                .findFirst()
                .orElse(ProblemType.INTERNAL_ERROR);
    }

    /** What the framework refuses by itself: path, method, media types, framing. */
    static ProblemType ofStatus(int status) {
        return switch (status) {
            case 404 -> ProblemType.NOT_FOUND;
            case 405 -> ProblemType.METHOD_NOT_ALLOWED;
            case 406 -> ProblemType.NOT_ACCEPTABLE;
            case 413 -> ProblemType.BODY_TOO_LARGE;
            case 415 -> ProblemType.MEDIA_TYPE_UNSUPPORTED;
            default -> status >= 400 && status < 500 ? ProblemType.REQUEST_MALFORMED : ProblemType.INTERNAL_ERROR;
        };
    }

    ProblemAnswer answer(Throwable failure) {
        ProblemType type = typeOf(failure);
        if (type == ProblemType.INTERNAL_ERROR) {
            tell(failure);
        }
        return failure instanceof Refusal refusal
                ? ProblemAnswer.of(refusal.problem(), refusal.fields())
                : ProblemAnswer.of(new Problem(type, detailOf(failure)), List.of());
    }

    /** The problem that {@code failure} is. A mistake of ours is in the log afterwards. */
    public Answer answered(Throwable failure) {
        return answer(failure).answer();
    }

    /** Ends {@code response} with the problem that {@code failure} is. */
    public void send(HttpServerResponse response, Throwable failure) {
        answered(failure).send(response);
    }

    /** Its kind and where it happened; messages may quote what came in. */
    static void tell(Throwable failure) {
        LOG.error("event=internal-error", Redacted.of(failure));
    }

    private static Optional<String> detailOf(Throwable failure) {
        return failure instanceof MalformedMessage ? Optional.ofNullable(failure.getMessage()) : Optional.empty();
    }
}
