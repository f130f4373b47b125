package dev.jeton.service.http;

import dev.jeton.crypto.problem.ProblemType;
import dev.jeton.crypto.wire.Bytes;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.streams.ReadStream;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Reads requests' bodies: each within its bound and its time, and all that arrive at once within one amount of memory.
 * Safe for concurrent use.
 */
@Singleton
public class RequestBodies {
    private static final int LEAST_MEMORY = 1 << 20;

    private final Duration timeout;
    private final Semaphore memory;

    @Inject
    RequestBodies(BodyConfig config) {
        this(config.timeout(), config.maxMemory().asLongValue());
    }

    RequestBodies(Duration timeout, long maxMemory) {
        if (timeout.isZero() || timeout.isNegative()) {
            throw new IllegalArgumentException("jeton.bodies.timeout: must be positive");
        }
        if (maxMemory < LEAST_MEMORY || maxMemory > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("jeton.bodies.max-memory: from 1M to below 2G");
        }
        this.timeout = timeout;
        this.memory = new Semaphore((int) maxMemory);
    }

    private RequestBodies(Duration timeout, Semaphore memory) {
        this.timeout = timeout;
        this.memory = memory;
    }

    /** The same for other requests, with {@code bytes} of memory that these cannot take from them. */
    public RequestBodies apart(int bytes) {
        return new RequestBodies(timeout, new Semaphore(bytes));
    }

    /**
     * The body of {@code request}, which nobody has read yet, on the context of the request. Fails with
     * {@code body-too-large} as soon as it is longer than {@code maxBytes}, or says that it is; with {@code body-too-slow};
     * or with {@code saturated} where too much arrives at once; what follows is thrown away unread.
     */
    public Uni<Bytes> read(HttpServerRequest request, int maxBytes) {
        return Uni.createFrom().deferred(() -> {
            boolean hasStreams = request.version() == HttpVersion.HTTP_2;
            if (HttpEdge.declaredBytes(request).orElse(Long.MAX_VALUE) > maxBytes) {
                throw closing(Refusal.of(ProblemType.BODY_TOO_LARGE), hasStreams);
            }
            if ("100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
                request.response().writeContinue();
            }
            return read(request, maxBytes, hasStreams);
        });
    }

    /**
     * The same, and fails with {@code media-type-unsupported} if it is not of that type; even if the header is missing,
     * which JAX-RS lets pass.
     */
    public Uni<Bytes> read(HttpServerRequest request, String mediaType, int maxBytes) {
        return isOf(mediaType, request.getHeader(HttpHeaders.CONTENT_TYPE))
                ? read(request, maxBytes)
                : Uni.createFrom().failure(Refusal.of(ProblemType.MEDIA_TYPE_UNSUPPORTED));
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

    Uni<Bytes> read(ReadStream<Buffer> body, int maxBytes, boolean hasStreams) {
        Share share = new Share(maxBytes);
        return BoundedBody.read(body, share::take)
                .ifNoItem()
                .after(timeout)
                .failWith(() -> Refusal.of(ProblemType.BODY_TOO_SLOW))
                .onTermination()
                .invoke(share::giveBack)
                // The sender went away in the middle: nobody will read the answer, and it is no mistake of ours.
                .onFailure(failure -> !(failure instanceof Refusal))
                .transform(gone -> Refusal.of(ProblemType.REQUEST_MALFORMED))
                .onFailure(Refusal.class)
                .transform(refusal -> closing(refusal, hasStreams));
    }

    /** HTTP/1.1 reads to the end of a body before the next request, however long it is. */
    private static Refusal closing(Refusal refusal, boolean hasStreams) {
        return hasStreams ? refusal : refusal.with("Connection", "close");
    }

    /** What one body has of the memory. */
    private final class Share {
        private final int maxBytes;
        private int taken;
        private boolean ended;

        Share(int maxBytes) {
            this.maxBytes = maxBytes;
        }

        synchronized void take(int bytes) {
            if (taken + bytes > maxBytes) {
                throw Refusal.of(ProblemType.BODY_TOO_LARGE);
            }
            if (ended || !memory.tryAcquire(bytes)) {
                throw Refusal.of(ProblemType.SATURATED);
            }
            taken += bytes;
        }

        synchronized void giveBack() {
            ended = true;
            memory.release(taken);
            taken = 0;
        }
    }
}
