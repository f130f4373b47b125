package dev.jeton.redeemer.keys;

import dev.jeton.crypto.wire.Bytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/** A response body that stops reading, and fails, beyond a number of bytes. */
final class BoundedBody implements BodySubscriber<Bytes> {
    private final int maxBytes;
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private final CompletableFuture<Bytes> body = new CompletableFuture<>();

    BoundedBody(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** A body of which nothing is read. */
    static BoundedBody refused(IOException reason) {
        BoundedBody none = new BoundedBody(0);
        none.body.completeExceptionally(reason);
        return none;
    }

    @Override
    public CompletionStage<Bytes> getBody() {
        return body;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        if (body.isDone()) {
            subscription.cancel();
            return;
        }
        var unused = body.whenComplete((bytes, failure) -> subscription.cancel());
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        for (ByteBuffer buffer : buffers) {
            if (body.isDone() || received.size() + buffer.remaining() > maxBytes) {
                body.completeExceptionally(new IOException("the body is longer than " + maxBytes + " bytes"));
                return;
            }
            byte[] part = new byte[buffer.remaining()];
            buffer.get(part);
            received.writeBytes(part);
        }
    }

    @Override
    public void onError(Throwable failure) {
        body.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        body.complete(Bytes.of(received.toByteArray()));
    }
}
