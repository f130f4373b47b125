package dev.jeton.service.http;

import dev.jeton.crypto.problem.Problem;
import dev.jeton.crypto.problem.ProblemType;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.OptionalLong;

/** What surrounds the resources on the main listener: what never reaches one is refused with a problem, too. */
class HttpEdge {
    /** Before all of Quarkus' own routes, which would answer some refusals without a body. */
    private static final int FIRST = Integer.MIN_VALUE;

    private final long maxBytes;

    HttpEdge(LargestBody largest) {
        this.maxBytes = largest.bytes();
    }

    void surround(@Observes Router router) {
        router.route().order(FIRST).handler(this::check).failureHandler(HttpEdge::fail);
        List.of(400, 404, 405).forEach(status -> router.errorHandler(status, HttpEdge::fail));
    }

    /** Refuses bodies by what they say about themselves; {@link RequestBodies} counts those that do not say how long. */
    private void check(RoutingContext context) {
        HttpServerRequest request = context.request();
        OptionalLong length = declaredBytes(request);
        if (!hasOneSpelling(context)) {
            context.fail(404);
        } else if (length.isEmpty()) {
            context.fail(400);
        } else if (length.getAsLong() > maxBytes) {
            if (request.version() != HttpVersion.HTTP_2) {
                context.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
            }
            context.fail(413);
        } else if (!hasMediaType(request)) {
            // Quarkus REST takes any resource where there is none, and answers 500 where it is none.
            context.fail(415);
        } else {
            context.next();
        }
    }

    /**
     * Whoever stands in front and lets some paths through sees the same ones. Quarkus REST would find a resource behind
     * {@code //v1/admin} and {@code /v1/admin;a=b} as well.
     */
    private static boolean hasOneSpelling(RoutingContext context) {
        String path = context.request().path();
        return path.equals(context.normalizedPath()) && path.indexOf(';') < 0;
    }

    /** 0 where nothing is declared; empty where it is no number, which HTTP/2 lets through. */
    static OptionalLong declaredBytes(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        try {
            return OptionalLong.of(length == null ? 0 : Long.parseLong(length));
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    /** A request that posts something has to say what it is; another one may, if it does. */
    private static boolean hasMediaType(HttpServerRequest request) {
        String mediaType = request.getHeader(HttpHeaders.CONTENT_TYPE);
        if (mediaType == null) {
            return !HttpMethod.POST.equals(request.method());
        }
        try {
            return !MediaType.valueOf(mediaType).isWildcardSubtype();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static void fail(RoutingContext context) {
        ProblemType type = Problems.ofStatus(context.statusCode());
        if (type == ProblemType.INTERNAL_ERROR && context.failure() != null) {
            Problems.tell(context.failure());
        }
        ProblemAnswer.of(Problem.of(type), List.of()).answer().send(context.response());
    }
}
