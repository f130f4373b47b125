package dev.jeton.client.http;

import java.util.Optional;

/** Sees what a listener would let an old or careless client do. Safe for concurrent use. */
public interface TlsProbe {
    /**
     * What {@code listener} speaks although it must not: TLS 1.2, or HTTP without TLS. Empty if it refuses both.
     *
     * @throws NoAnswer if it cannot be reached
     */
    Optional<String> weakness(HttpsOrigin listener) throws NoAnswer;
}
