package dev.jeton.relay.http;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.function.Function;
import org.jboss.logging.Logger;

/** Answers requests: those that endpoints take, and with a problem all others. Safe for concurrent use. */
@Singleton
public class Edge {
    private static final Logger LOG = Logger.getLogger(Edge.class);
    /** Before all of Quarkus' own routes, which would answer some refusals without a body. */
    private static final int FIRST = Integer.MIN_VALUE;
    /** What is left of a request that is refused: so much is read to the end, beyond it the connection is closed. */
    private static final long MOST_DRAINED = 64 * 1024;

    void surround(@Observes Router router) {
        router.route().last().handler(context -> send(context.request(), refused(ProblemType.NOT_FOUND)));
        List.of(400, 404, 405, 500).forEach(status -> router.errorHandler(status, Edge::failed));
    }

    /** {@code endpoint} answers requests for exactly {@code path}, spelled so, with {@code method}. */
    public void add(
            Router router, HttpMethod method, String path, Function<HttpServerRequest, Future<Answer>> endpoint) {
        router.route(path).order(FIRST).handler(context -> {
            HttpServerRequest request = context.request();
            if (!request.path().equals(path)) {
                send(request, refused(ProblemType.NOT_FOUND));
            } else if (!request.method().equals(method)) {
                send(request, refused(ProblemType.METHOD_NOT_ALLOWED).with("Allow", method.name()));
            } else {
                answer(context.vertx(), request, endpoint);
            }
        });
    }

    private static void answer(
            Vertx vertx, HttpServerRequest request, Function<HttpServerRequest, Future<Answer>> endpoint) {
        // Answers come from elsewhere; a connection is written to on its own thread.
        Context own = vertx.getOrCreateContext();
        Future<Answer> answer;
        try {
            answer = endpoint.apply(request);
        } catch (RuntimeException e) {
            answer = Future.failedFuture(e);
        }
        answer.otherwise(Edge::of).onSuccess(ready -> own.runOnContext(now -> send(request, ready)));
    }

    private static Answer of(Throwable failure) {
        if (failure instanceof Refusal refusal) {
            return refusal.answer();
        }
        tell(failure);
        return refused(ProblemType.INTERNAL_ERROR);
    }

    private static Answer refused(ProblemType type) {
        return Refusal.of(type).answer();
    }

    private static void failed(RoutingContext context) {
        if (context.failure() != null) {
            tell(context.failure());
        }
        ProblemType type = switch (context.statusCode()) {
            case 404 -> ProblemType.NOT_FOUND;
            case 405 -> ProblemType.METHOD_NOT_ALLOWED;
            case 500 -> ProblemType.INTERNAL_ERROR;
            default -> ProblemType.REQUEST_MALFORMED;
        };
        send(context.request(), refused(type));
    }

    /** Its kind and where it happened; a message may quote what came in. */
    private static void tell(Throwable failure) {
        StackTraceElement[] trace = failure.getStackTrace();
        LOG.errorf(
                "event=internal-error kind=%s at=%s",
                failure.getClass().getName(), trace.length == 0 ? "unknown" : trace[0]);
    }

    private static void send(HttpServerRequest request, Answer answer) {
        HttpServerResponse response = request.response();
        if (response.headWritten() || response.closed()) {
            return;
        }
        response.setStatusCode(answer.status());
        answer.fields().forEach(field -> response.putHeader(field.name(), field.value()));
        if (leavesMuch(request) || answer.status() == ProblemType.BODY_TOO_SLOW.status()) {
            close(request);
        }
        // A client that has gone is no mistake of ours.
        response.end(answer.body()).onFailure(gone -> {});
    }

    /** In HTTP/2 streams do not wait for each other, and the connection says nothing about itself. */
    private static void close(HttpServerRequest request) {
        if (request.version() != HttpVersion.HTTP_2) {
            request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
    }

    /** HTTP/1.1 reads to the end of a body before the next request, however long it is. */
    private static boolean leavesMuch(HttpServerRequest request) {
        if (request.isEnded()) {
            return false;
        }
        return request.headers().contains(HttpHeaders.TRANSFER_ENCODING)
                || request.headers().contains(HttpHeaders.EXPECT)
                || RequestBodies.declaredBytes(request) > MOST_DRAINED;
    }
}
