package dev.jeton.client.issuance;

import dev.jeton.crypto.json.JsonObject;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;
import java.time.Duration;

/**
 * How a sender stands with an issuer.
 *
 * @param limit how many tokens an epoch has for this sender
 * @param left how many of them may still be asked for, as far as his messaging provider has enough for all its senders
 * @param untilReset when the next epoch begins, from the answer on
 */
public record Quota(long limit, long left, Duration untilReset) {
    static final String MEDIA_TYPE = "application/json";
    static final int MAX_BYTES = 1024;

    private static final long MOST_TOKENS = 1_000_000_000_000L;
    private static final long MOST_SECONDS = Duration.ofDays(366).toSeconds();

    /** Reads an issuer's answer; {@link MalformedMessage} names the member that is missing or out of range. */
    static Quota parse(Bytes body) {
        JsonObject quota = JsonObject.parse("quota", body, MAX_BYTES);
        return new Quota(
                quota.integer("limit", 0, MOST_TOKENS),
                quota.integer("left", 0, MOST_TOKENS),
                Duration.ofSeconds(quota.integer("reset-seconds", 0, MOST_SECONDS)));
    }
}
