package dev.jeton.client.http;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Sends a request again, byte for byte, when its answer was lost or the service asks for a moment of patience. Only for
 * requests that a service answers again without acting twice, as all of ours are.
 */
public final class RetryingTransport implements HttpTransport {
    /** An issuer and a discovery provider answer one request at most this often. */
    static final int ATTEMPTS = 3;

    static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final int SERVICE_UNAVAILABLE = 503;

    private final HttpTransport transport;
    private final Pause pause;

    /** How time passes between two attempts. */
    interface Pause {
        void sleep(Duration duration) throws InterruptedException;
    }

    public RetryingTransport(HttpTransport transport) {
        this(transport, duration -> Thread.sleep(duration.toMillis()));
    }

    RetryingTransport(HttpTransport transport, Pause pause) {
        this.transport = transport;
        this.pause = pause;
    }

    @Override
    public Response send(Request request) throws NoAnswer, UntrustedAnswer {
        for (int attempt = 1; attempt < ATTEMPTS; attempt++) {
            try {
                Response response = transport.send(request);
                Duration wait = Refused.retryAfter(response).orElse(backoff(attempt));
                if (response.status() != SERVICE_UNAVAILABLE || wait.compareTo(PATIENCE) > 0) {
                    return response;
                }
                sleep(wait);
            } catch (NoAnswer e) {
                if (!e.isTransient()) {
                    throw e;
                }
                sleep(backoff(attempt));
            }
        }
        return transport.send(request);
    }

    /** 200 ms, then 400 ms, each give or take a half: clients that failed together must not come back together. */
    private static Duration backoff(int attempt) {
        long millis = FIRST_PAUSE.toMillis() << (attempt - 1);
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(millis / 2, millis * 3 / 2));
    }

    private void sleep(Duration duration) throws NoAnswer {
        try {
            pause.sleep(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NoAnswer(NoAnswer.Reason.INTERRUPTED, "interrupted between two attempts", e);
        }
    }
}
