package dev.jeton.service.http;

import dev.jeton.crypto.wire.Bytes;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.util.function.Supplier;

/** Reads a body, a request's or an answer's, and keeps no more of it than it is allowed to. */
public final class BoundedBody {
    private final Allowance allowance;
    private final UniEmitter<? super Bytes> emitter;
    private final Buffer read = Buffer.buffer();
    private volatile boolean ended;

    /** How much may be kept. */
    interface Allowance {
        /** Asked before {@code bytes} more are kept; throws what reading then fails with. */
        void take(int bytes);
    }

    private BoundedBody(Allowance allowance, UniEmitter<? super Bytes> emitter) {
        this.allowance = allowance;
        this.emitter = emitter;
    }

    /**
     * All of {@code stream}, which nobody has read yet. Fails with {@code tooLarge} as soon as it is longer than
     * {@code maxBytes}, and as the stream does if it breaks. What follows then, or after nobody waits any more, is thrown
     * away.
     */
    public static Uni<Bytes> read(
            ReadStream<Buffer> stream, int maxBytes, Supplier<? extends RuntimeException> tooLarge) {
        return Uni.createFrom().deferred(() -> {
            int[] taken = {0};
            return read(stream, bytes -> {
                taken[0] += bytes;
                if (taken[0] > maxBytes) {
                    throw tooLarge.get();
                }
            });
        });
    }

    static Uni<Bytes> read(ReadStream<Buffer> stream, Allowance allowance) {
        return Uni.createFrom().emitter(emitter -> new BoundedBody(allowance, emitter).read(stream));
    }

    private void read(ReadStream<Buffer> stream) {
        emitter.onTermination(() -> ended = true);
        stream.exceptionHandler(this::fail)
                .handler(this::take)
                .endHandler(last -> emitter.complete(Bytes.of(read.getBytes())))
                .resume();
    }

    private void take(Buffer chunk) {
        if (ended) {
            return;
        }
        try {
            allowance.take(chunk.length());
            read.appendBuffer(chunk);
        } catch (RuntimeException e) {
            fail(e);
        }
    }

    /** Once, and not when nobody waits any more: it would be logged. */
    private void fail(Throwable failure) {
        if (!ended) {
            ended = true;
            emitter.fail(failure);
        }
    }
}
