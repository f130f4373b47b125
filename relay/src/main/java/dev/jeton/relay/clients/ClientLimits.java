package dev.jeton.relay.clients;

import dev.jeton.relay.http.ProblemType;
import dev.jeton.relay.http.Refusal;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Lets in as many requests of an address as it may send. Safe for concurrent use. */
@Singleton
public class ClientLimits {
    private static final int MOST = 100_000;
    private static final int MOST_ADDRESSES = 10_000_000;

    private final AddressHash hash = new AddressHash();
    private final Buckets buckets;

    ClientLimits(ClientConfig config) {
        this.buckets = new Buckets(
                within("requests-per-second", config.requestsPerSecond(), MOST),
                within("burst", config.burst(), MOST),
                within("max-addresses", config.maxAddresses(), MOST_ADDRESSES),
                System::nanoTime);
    }

    /** Counts {@code request}, or throws a {@link Refusal} that says how long to wait. */
    public void admit(HttpServerRequest request) {
        SocketAddress client = request.remoteAddress();
        Duration wait = buckets.take(hash.of(client == null ? null : client.hostAddress()));
        if (!wait.isZero()) {
            throw Refusal.until(ProblemType.TOO_MANY_REQUESTS, wait);
        }
    }

    private static int within(String setting, int value, int most) {
        if (value < 1 || value > most) {
            throw new IllegalArgumentException("jeton.relay.clients." + setting + ": expected 1 to " + most);
        }
        return value;
    }
}
