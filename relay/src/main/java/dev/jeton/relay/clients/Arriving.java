package dev.jeton.relay.clients;

import dev.jeton.relay.clients.AddressHash.Hashed;
import dev.jeton.relay.http.ProblemType;
import dev.jeton.relay.http.Refusal;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * How many requests are on their way in, of all clients and of each. A client that sends its body drop by drop keeps what is
 * counted here for as long as it may, so it has a small share of it. Knows only clients of which something is arriving. Safe
 * for concurrent use.
 */
final class Arriving {
    private static final Duration SOON = Duration.ofSeconds(1);

    private final int mostOfOne;
    private final int most;
    private final Map<Hashed, Integer> byClient = new HashMap<>();
    private int all;

    Arriving(int mostOfOne, int most) {
        this.mostOfOne = mostOfOne;
        this.most = most;
    }

    /** Counts one more of {@code client}, until {@link #end}; or throws a {@link Refusal}, and counts nothing. */
    synchronized void begin(Hashed client) {
        int ofOne = byClient.getOrDefault(client, 0);
        if (ofOne >= mostOfOne) {
            throw Refusal.until(ProblemType.TOO_MANY_REQUESTS, SOON);
        }
        if (all >= most) {
            throw Refusal.of(ProblemType.SATURATED);
        }
        byClient.put(client, ofOne + 1);
        all++;
    }

    /** One that {@link #begin} has counted has arrived, or never will. */
    synchronized void end(Hashed client) {
        byClient.computeIfPresent(client, (unused, ofOne) -> ofOne == 1 ? null : ofOne - 1);
        all--;
    }

    synchronized int clients() {
        return byClient.size();
    }
}
