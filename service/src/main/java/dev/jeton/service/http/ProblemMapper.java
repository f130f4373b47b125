package dev.jeton.service.http;

import dev.jeton.crypto.problem.ProblemType;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Turns what a resource failed with, or what Quarkus REST refuses before one is called, into its answer. */
class ProblemMapper {
    private final Problems problems;
    private final AllowedMethods allowedMethods;

    ProblemMapper(Problems problems, AllowedMethods allowedMethods) {
        this.problems = problems;
        this.allowedMethods = allowedMethods;
    }

    @ServerExceptionMapper
    public Response problem(Throwable failure, UriInfo uri) {
        ProblemAnswer answer = problems.answer(failure);
        Response.ResponseBuilder response = answer.answer().response();
        if (answer.problem().type() == ProblemType.METHOD_NOT_ALLOWED) {
            response.header(HttpHeaders.ALLOW, allowedMethods.of(uri.getPath()));
        }
        return response.build();
    }
}
