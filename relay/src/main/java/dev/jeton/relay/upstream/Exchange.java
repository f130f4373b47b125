package dev.jeton.relay.upstream;

import dev.jeton.relay.http.BoundedBody;
import dev.jeton.relay.upstream.UpstreamFailure.Kind;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One request and its answer, within one deadline. On the upstream thread, all of it. */
final class Exchange {
    private final Promise<UpstreamAnswer> done = Promise.promise();
    private final Buffer body;
    private final int maxAnswerBytes;
    private @Nullable HttpClientRequest request;

    Exchange(Buffer body, int maxAnswerBytes) {
        this.body = body;
        this.maxAnswerBytes = maxAnswerBytes;
    }

    /** Fails with an {@link UpstreamFailure}. */
    Future<UpstreamAnswer> run(Vertx vertx, HttpClient http, RequestOptions options, Duration timeout) {
        long timer = vertx.setTimer(timeout.toMillis(), late -> giveUp(request == null ? Kind.SATURATED : Kind.LATE));
        http.request(options).onComplete(this::connected);
        return done.future().onComplete(end -> vertx.cancelTimer(timer));
    }

    private void connected(AsyncResult<HttpClientRequest> connected) {
        if (connected.failed()) {
            boolean isBusy = connected.cause() instanceof ConnectionPoolTooBusyException;
            giveUp(isBusy ? Kind.SATURATED : Kind.UNREACHABLE);
            return;
        }
        HttpClientRequest ready = connected.result();
        ready.exceptionHandler(broken -> giveUp(Kind.BROKEN));
        if (done.future().isComplete()) {
            ready.reset();
            return;
        }
        request = ready;
        Future<HttpClientResponse> answered = body.length() == 0 ? ready.send() : ready.send(body);
        answered.onSuccess(this::read).onFailure(broken -> giveUp(Kind.BROKEN));
    }

    private void read(HttpClientResponse response) {
        BoundedBody.of(response, maxAnswerBytes, () -> new UpstreamFailure(Kind.OVERSIZED))
                .whole()
                .onSuccess(
                        whole -> done.tryComplete(new UpstreamAnswer(response.statusCode(), response.headers(), whole)))
                .onFailure(failure -> giveUp(failure instanceof UpstreamFailure known ? known.kind() : Kind.BROKEN));
    }

    /** Whatever is still on its way is not waited for. */
    private void giveUp(Kind kind) {
        if (done.tryFail(new UpstreamFailure(kind)) && request != null) {
            request.reset();
        }
    }
}
