package dev.jeton.relay.http;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.util.function.Supplier;

/**
 * A body that is being read, a request's or an answer's. No more of it is kept than may be, and nothing once it has failed.
 * Used on the stream's thread.
 */
public final class BoundedBody {
    private final Promise<Buffer> whole = Promise.promise();
    private final int maxBytes;
    private final Supplier<? extends RuntimeException> tooLarge;
    private Buffer read = Buffer.buffer();

    private BoundedBody(int maxBytes, Supplier<? extends RuntimeException> tooLarge) {
        this.maxBytes = maxBytes;
        this.tooLarge = tooLarge;
    }

    /** Reads {@code stream}, which nobody has read yet; {@code tooLarge} is what a body of more than {@code maxBytes} is. */
    public static BoundedBody of(
            ReadStream<Buffer> stream, int maxBytes, Supplier<? extends RuntimeException> tooLarge) {
        BoundedBody body = new BoundedBody(maxBytes, tooLarge);
        stream.exceptionHandler(body::fail)
                .handler(body::take)
                .endHandler(end -> body.whole.tryComplete(body.read))
                .resume();
        return body;
    }

    /** All of it. Fails as the stream does, or with the first other failure. */
    public Future<Buffer> whole() {
        return whole.future();
    }

    /** Reads on, if the stream does, and keeps nothing. */
    public void fail(Throwable failure) {
        if (whole.tryFail(failure)) {
            read = Buffer.buffer();
        }
    }

    private void take(Buffer chunk) {
        if (whole.future().isComplete()) {
            return;
        }
        if (chunk.length() > maxBytes - read.length()) {
            fail(tooLarge.get());
        } else {
            read.appendBuffer(chunk);
        }
    }
}
