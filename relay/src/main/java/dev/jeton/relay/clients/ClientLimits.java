package dev.jeton.relay.clients;

import dev.jeton.relay.RelayConfig;
import dev.jeton.relay.clients.AddressHash.Hashed;
import dev.jeton.relay.http.ProblemType;
import dev.jeton.relay.http.Refusal;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.function.Supplier;

/** Lets in as many requests of an address as it may send, in a time and at once. Safe for concurrent use. */
@Singleton
public class ClientLimits {
    private static final int MOST = 100_000;
    private static final int MOST_ADDRESSES = 10_000_000;

    private final AddressHash hash = new AddressHash();
    private final Buckets buckets;
    private final Arriving arriving;

    ClientLimits(ClientConfig config, RelayConfig relay) {
        if (relay.maxArriving() < 1 || relay.maxArriving() > MOST) {
            throw new IllegalArgumentException("jeton.relay.max-arriving: expected 1 to " + MOST);
        }
        this.buckets = new Buckets(
                within("requests-per-second", config.requestsPerSecond(), MOST),
                within("burst", config.burst(), MOST),
                within("max-addresses", config.maxAddresses(), MOST_ADDRESSES),
                System::nanoTime);
        this.arriving = new Arriving(within("max-arriving", config.maxArriving(), MOST), relay.maxArriving());
    }

    /** Counts {@code request}, or throws a {@link Refusal} that says how long to wait. */
    public void admit(HttpServerRequest request) {
        Duration wait = buckets.take(client(request));
        if (!wait.isZero()) {
            throw Refusal.until(ProblemType.TOO_MANY_REQUESTS, wait);
        }
    }

    /** What {@code reading} comes to, which reads the body of {@code request}; throws a {@link Refusal} where too many are at it. */
    public <T> Future<T> whileArriving(HttpServerRequest request, Supplier<Future<T>> reading) {
        Hashed client = client(request);
        arriving.begin(client);
        Future<T> read;
        try {
            read = reading.get();
        } catch (RuntimeException e) {
            read = Future.failedFuture(e);
        }
        return read.onComplete(end -> arriving.end(client));
    }

    private Hashed client(HttpServerRequest request) {
        SocketAddress address = request.remoteAddress();
        return hash.of(address == null ? null : address.hostAddress());
    }

    private static int within(String setting, int value, int most) {
        if (value < 1 || value > most) {
            throw new IllegalArgumentException("jeton.relay.clients." + setting + ": expected 1 to " + most);
        }
        return value;
    }
}
