package dev.jeton.issuer.http;

import dev.jeton.crypto.problem.Problem;
import dev.jeton.crypto.problem.ProblemType;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Turns what a resource failed with into its answer. */
class ProblemMapper {
    private static final Logger LOG = Logger.getLogger(ProblemMapper.class);

    private final AllowedMethods allowedMethods;

    ProblemMapper(AllowedMethods allowedMethods) {
        this.allowedMethods = allowedMethods;
    }

    @ServerExceptionMapper
    public Response refusal(Refusal refusal) {
        Response.ResponseBuilder answer = answer(refusal.problem());
        refusal.headers().forEach(answer::header);
        return answer.build();
    }

    /** What Quarkus REST refuses before a resource is called: path, method and media types. */
    @ServerExceptionMapper
    public Response framework(WebApplicationException failure, UriInfo uri) {
        int status = failure.getResponse().getStatus();
        Optional<ProblemType> type = HttpEdge.problemOf(status);
        if (type.isEmpty()) {
            return unexpected(failure);
        }
        Response.ResponseBuilder answer = answer(Problem.of(type.get()));
        if (type.get() == ProblemType.METHOD_NOT_ALLOWED) {
            answer.header(HttpHeaders.ALLOW, allowedMethods.of(uri.getPath()));
        }
        return answer.build();
    }

    @ServerExceptionMapper
    public Response unexpected(Throwable failure) {
        LOG.error("request failed", failure);
        return answer(Problem.of(ProblemType.INTERNAL_ERROR)).build();
    }

    private static Response.ResponseBuilder answer(Problem problem) {
        return Response.status(problem.type().status())
                .type(Problem.MEDIA_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(problem.encode().toArray());
    }
}
