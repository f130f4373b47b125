package dev.jeton.relay.http;

import dev.jeton.relay.RelayConfig;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Reads requests' bodies, each within its bound and its time. Safe for concurrent use. */
@Singleton
public class RequestBodies {
    private final Vertx vertx;
    private final Duration timeout;

    RequestBodies(Vertx vertx, RelayConfig config) {
        this.vertx = vertx;
        this.timeout = config.bodyTimeout();
        if (timeout.toMillis() < 1) {
            throw new IllegalArgumentException("jeton.relay.body-timeout: must be positive");
        }
    }

    /**
     * The body of {@code request}, which nobody has read yet and whose head has been checked. Fails with a {@link Refusal}.
     */
    public Future<Buffer> read(HttpServerRequest request, String mediaType, int maxBytes) {
        // Nobody is asked to go on: a relay sends a request on when it has all of it (RFC 9458, Section 5.2).
        if (request.headers().contains(HttpHeaders.EXPECT)) {
            throw Refusal.of(ProblemType.EXPECTATION_REFUSED);
        }
        // No parameter is defined for the types that a relay knows.
        if (!mediaType.equalsIgnoreCase(request.getHeader(HttpHeaders.CONTENT_TYPE))) {
            throw Refusal.of(ProblemType.MEDIA_TYPE_UNSUPPORTED);
        }
        if (declaredBytes(request) > maxBytes) {
            throw Refusal.of(ProblemType.BODY_TOO_LARGE);
        }
        BoundedBody body = BoundedBody.of(request, maxBytes, () -> Refusal.of(ProblemType.BODY_TOO_LARGE));
        long timer = vertx.setTimer(timeout.toMillis(), late -> body.fail(Refusal.of(ProblemType.BODY_TOO_SLOW)));
        return body.whole()
                .onComplete(read -> vertx.cancelTimer(timer))
                // The client went away in the middle: nobody will read the answer, and it is no mistake of ours.
                .recover(failure -> Future.failedFuture(
                        failure instanceof Refusal ? failure : Refusal.of(ProblemType.REQUEST_MALFORMED)));
    }

    /** 0 where nothing is declared. HTTP/2 lets through what is no number. */
    static long declaredBytes(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        try {
            return length == null ? 0 : Long.parseLong(length);
        } catch (NumberFormatException e) {
            return Long.MAX_VALUE;
        }
    }
}
