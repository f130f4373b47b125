package dev.jeton.issuer.http;

import dev.jeton.crypto.problem.ProblemType;
import dev.jeton.crypto.wire.Bytes;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.streams.ReadStream;
import java.util.function.Supplier;

/** Reads a body, a request's or an answer's, and no more of it than is wanted. */
public final class BoundedBody {
    private final int maxBytes;
    private final Supplier<? extends RuntimeException> tooLarge;
    private final UniEmitter<? super Bytes> emitter;
    private final Buffer read = Buffer.buffer();
    private boolean isTooLarge;

    private BoundedBody(
            int maxBytes, Supplier<? extends RuntimeException> tooLarge, UniEmitter<? super Bytes> emitter) {
        this.maxBytes = maxBytes;
        this.tooLarge = tooLarge;
        this.emitter = emitter;
    }

    /**
     * The body of {@code request}, which nobody has read yet, on the context of the request. Fails with
     * {@code body-too-large} as soon as it is longer than {@code maxBytes}; what follows is thrown away unread.
     */
    public static Uni<Bytes> read(HttpServerRequest request, int maxBytes) {
        Uni<Bytes> body = read(request, maxBytes, () -> tooLarge(request))
                // The sender went away in the middle: nobody will read the answer, and it is no mistake of ours.
                .onFailure(failure -> !(failure instanceof Refusal))
                .transform(gone -> Refusal.of(ProblemType.REQUEST_MALFORMED));
        return Uni.createFrom().deferred(() -> {
            if ("100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
                request.response().writeContinue();
            }
            return body;
        });
    }

    /**
     * All of {@code stream}, which nobody has read yet. Fails with {@code tooLarge} as soon as it is longer than
     * {@code maxBytes}, and as the stream does if it breaks; what follows is thrown away.
     */
    public static Uni<Bytes> read(
            ReadStream<Buffer> stream, int maxBytes, Supplier<? extends RuntimeException> tooLarge) {
        return Uni.createFrom().emitter(emitter -> new BoundedBody(maxBytes, tooLarge, emitter).read(stream));
    }

    private void read(ReadStream<Buffer> stream) {
        stream.exceptionHandler(emitter::fail)
                .handler(this::take)
                .endHandler(ended -> emitter.complete(Bytes.of(read.getBytes())))
                .resume();
    }

    private void take(Buffer chunk) {
        if (isTooLarge) {
            return;
        }
        if (read.length() + chunk.length() > maxBytes) {
            isTooLarge = true;
            emitter.fail(tooLarge.get());
        } else {
            read.appendBuffer(chunk);
        }
    }

    /** HTTP/1.1 reads to the end of a body before the next request, however long it is. */
    private static Refusal tooLarge(HttpServerRequest request) {
        Refusal refusal = Refusal.of(ProblemType.BODY_TOO_LARGE);
        return request.version() == HttpVersion.HTTP_2 ? refusal : refusal.with("Connection", "close");
    }
}
