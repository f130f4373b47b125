package dev.jeton.issuer.http;

import dev.jeton.crypto.problem.ProblemType;
import dev.jeton.crypto.wire.Bytes;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;

/** Reads a request's body, and no more of it than is wanted. */
public final class BoundedBody {
    private final HttpServerRequest request;
    private final int maxBytes;
    private final UniEmitter<? super Bytes> emitter;
    private final Buffer read = Buffer.buffer();
    private boolean tooLarge;

    private BoundedBody(HttpServerRequest request, int maxBytes, UniEmitter<? super Bytes> emitter) {
        this.request = request;
        this.maxBytes = maxBytes;
        this.emitter = emitter;
    }

    /**
     * The body of {@code request}, which nobody has read yet, on the context of the request. Fails with
     * {@code body-too-large} as soon as it is longer than {@code maxBytes}; what follows is thrown away unread.
     */
    public static Uni<Bytes> read(HttpServerRequest request, int maxBytes) {
        return Uni.createFrom().emitter(emitter -> new BoundedBody(request, maxBytes, emitter).read());
    }

    private void read() {
        if ("100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
            request.response().writeContinue();
        }
        // The sender went away in the middle: nobody will read the answer, and it is no mistake of ours.
        request.exceptionHandler(gone -> emitter.fail(Refusal.of(ProblemType.REQUEST_MALFORMED)))
                .handler(this::take)
                .endHandler(ended -> emitter.complete(Bytes.of(read.getBytes())))
                .resume();
    }

    private void take(Buffer chunk) {
        if (tooLarge) {
            return;
        }
        if (read.length() + chunk.length() > maxBytes) {
            tooLarge = true;
            emitter.fail(tooLarge());
        } else {
            read.appendBuffer(chunk);
        }
    }

    /** HTTP/1.1 reads to the end of a body before the next request, however long it is. */
    private Refusal tooLarge() {
        Refusal refusal = Refusal.of(ProblemType.BODY_TOO_LARGE);
        return request.version() == HttpVersion.HTTP_2 ? refusal : refusal.with("Connection", "close");
    }
}
