package dev.jeton.lookup.body;

import dev.jeton.crypto.problem.ProblemType;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.lookup.problem.Refusal;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import org.jspecify.annotations.Nullable;

/**
 * Reads a body up to a limit of its resource's own. The framework has one limit for all resources, and enforces it below
 * the place where problems are written.
 */
public final class BoundedBody {
    private BoundedBody() {}

    /**
     * The whole body. Fails with {@code media-type-unsupported} if it is not of that type, even if the header is missing,
     * which JAX-RS lets pass; and with {@code body-too-large} as soon as it is, whether or not a length was announced.
     */
    public static Uni<Bytes> read(HttpServerRequest request, String mediaType, int maxBytes) {
        if (!isOf(mediaType, request.getHeader(HttpHeaders.CONTENT_TYPE))) {
            return Uni.createFrom().failure(Refusal.of(ProblemType.MEDIA_TYPE_UNSUPPORTED));
        }
        return Uni.createFrom().emitter(emitter -> read(request, maxBytes, emitter));
    }

    /** Parameters do not matter: none is defined for our types. */
    private static boolean isOf(String mediaType, @Nullable String contentType) {
        if (contentType == null) {
            return false;
        }
        int parameters = contentType.indexOf(';');
        String bare = parameters < 0 ? contentType : contentType.substring(0, parameters);
        return bare.strip().equalsIgnoreCase(mediaType);
    }

    private static void read(HttpServerRequest request, int maxBytes, UniEmitter<? super Bytes> emitter) {
        if (announcesMoreThan(request, maxBytes)) {
            refuse(request, emitter);
            return;
        }
        Buffer body = Buffer.buffer();
        request.handler(chunk -> {
            if (body.length() + chunk.length() <= maxBytes) {
                body.appendBuffer(chunk);
            } else {
                request.handler(rest -> {});
                refuse(request, emitter);
            }
        });
        // The client went away, or broke the framing: nobody reads this refusal, but it is no mistake of ours.
        request.exceptionHandler(broken -> emitter.fail(Refusal.of(ProblemType.REQUEST_MALFORMED)));
        request.endHandler(end -> emitter.complete(Bytes.of(body.getBytes())));
        request.resume();
    }

    private static boolean announcesMoreThan(HttpServerRequest request, int maxBytes) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        // The HTTP codec lets digits pass only; more of them than fit an int are too many in any case.
        return length != null && (length.length() > 9 || Integer.parseInt(length) > maxBytes);
    }

    private static void refuse(HttpServerRequest request, UniEmitter<? super Bytes> emitter) {
        if (request.version() != HttpVersion.HTTP_2) {
            // What is still on its way would be read as the next request.
            request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
        emitter.fail(Refusal.of(ProblemType.BODY_TOO_LARGE));
    }
}
