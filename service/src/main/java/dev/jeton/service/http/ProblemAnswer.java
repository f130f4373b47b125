package dev.jeton.service.http;

import dev.jeton.crypto.problem.Problem;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;

/** A problem as it leaves: the same by JAX-RS and by Vert.x. */
record ProblemAnswer(Problem problem, List<Refusal.Field> fields) {
    private static final String RETRY_AFTER_SECONDS = "1";

    /** With {@code more} fields besides those that every problem has. */
    static ProblemAnswer of(Problem problem, List<Refusal.Field> more) {
        List<Refusal.Field> fields = new ArrayList<>(more);
        fields.add(new Refusal.Field(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE));
        fields.add(new Refusal.Field(HttpHeaders.CACHE_CONTROL, "no-store"));
        if (problem.type().status() == 503
                && more.stream().noneMatch(field -> field.isCalled(HttpHeaders.RETRY_AFTER))) {
            fields.add(new Refusal.Field(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS));
        }
        return new ProblemAnswer(problem, List.copyOf(fields));
    }

    Response.ResponseBuilder response() {
        Response.ResponseBuilder response =
                Response.status(problem.type().status()).entity(problem.encode().toArray());
        fields.forEach(field -> response.header(field.name(), field.value()));
        return response;
    }

    void send(HttpServerResponse response) {
        if (response.headWritten()) {
            return;
        }
        response.setStatusCode(problem.type().status());
        fields.forEach(field -> response.headers().add(field.name(), field.value()));
        response.end(Buffer.buffer(problem.encode().toArray()));
    }
}
