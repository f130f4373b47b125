package dev.jeton.issuer.quota;

import java.time.Duration;
import java.util.Map;

/**
 * Where a sender stands in the epoch: the fields of draft-ietf-httpapi-ratelimit-headers.
 *
 * @param limit tokens that the epoch holds for the sender
 * @param left tokens that can still be had: less than his own where the provider as a whole runs out
 * @param window the epoch's length
 * @param untilReset until the next epoch, when counting starts again
 */
public record Standing(long limit, long left, Duration window, Duration untilReset) {
    /** Header fields for every answer to a sender who is known. */
    public Map<String, String> headers() {
        return Map.of(
                "RateLimit-Policy", "\"epoch\";q=" + limit + ";w=" + window.toSeconds(),
                "RateLimit", "\"epoch\";r=" + left + ";t=" + untilReset.toSeconds());
    }
}
