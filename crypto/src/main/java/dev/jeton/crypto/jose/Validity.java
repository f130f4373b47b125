package dev.jeton.crypto.jose;

import dev.jeton.crypto.json.JsonObject;
import dev.jeton.crypto.json.JsonWriter;
import dev.jeton.crypto.wire.MalformedMessage;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * When a document holds: the claims {@code iat} and {@code exp} (RFC 7519, Section 4.1), both required, in whole
 * seconds.
 */
public record Validity(Instant issuedAt, Instant expiresAt) {
    /** How far ahead of the reader's clock a writer's may be. */
    public static final Duration CLOCK_SKEW = Duration.ofSeconds(60);

    /** Drops fractions of seconds; {@link MalformedMessage} if the document is never valid. */
    public Validity {
        issuedAt = issuedAt.truncatedTo(ChronoUnit.SECONDS);
        expiresAt = expiresAt.truncatedTo(ChronoUnit.SECONDS);
        if (!issuedAt.isBefore(expiresAt)) {
            throw MalformedMessage.of("exp", "not later than iat");
        }
    }

    public static Validity of(Instant issuedAt, Duration life) {
        return new Validity(issuedAt, issuedAt.plus(life));
    }

    /**
     * The claims of {@code payload}; {@link MalformedMessage} if one is missing or no time in seconds, or if an {@code nbf} is
     * later than {@code iat}: nothing here begins later than it was signed, and who relies on that must not be ignored.
     */
    public static Validity parse(JsonObject payload) {
        Validity validity = new Validity(payload.time("iat"), payload.time("exp"));
        if (payload.has("nbf") && payload.time("nbf").isAfter(validity.issuedAt)) {
            throw MalformedMessage.of("nbf", "later than iat");
        }
        return validity;
    }

    /** Adds both claims. */
    public JsonWriter putInto(JsonWriter payload) {
        return payload.put("iat", issuedAt).put("exp", expiresAt);
    }

    /** Refuses a life of more than {@code max} with {@link MalformedMessage}. */
    public void requireAtMost(Duration max) {
        if (issuedAt.plus(max).isBefore(expiresAt)) {
            throw MalformedMessage.of("exp", "more than " + max.toSeconds() + " seconds after iat");
        }
    }

    /** Whether the document comes from a future that clock skew does not explain. */
    public boolean isAhead(Instant now) {
        return issuedAt.isAfter(now.plus(CLOCK_SKEW));
    }

    /** Whether the document has expired: from {@code expiresAt} on, without any allowance. */
    public boolean isOver(Instant now) {
        return !now.isBefore(expiresAt);
    }
}
