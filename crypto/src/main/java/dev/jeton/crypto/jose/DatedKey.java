package dev.jeton.crypto.jose;

import dev.jeton.crypto.json.JsonObject;
import dev.jeton.crypto.json.JsonWriter;
import dev.jeton.crypto.wire.MalformedMessage;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * A public key, and the time in which its holder signs with it: the JWK members {@code nbf} and {@code exp}, in seconds
 * since 1970, with the meaning that these names have for a JWT (RFC 7519, Section 4.1).
 *
 * @param notBefore the first moment; empty for a key that has always signed
 * @param expiresAt the first moment after the last; empty for a key whose end is not settled
 */
public record DatedKey(JosePublicKey key, Optional<Instant> notBefore, Optional<Instant> expiresAt) {
    private static final String NOT_BEFORE = "nbf";
    private static final String EXPIRES_AT = "exp";

    /** Drops fractions of seconds; {@link MalformedMessage} for a key that never signs. */
    public DatedKey {
        notBefore = notBefore.map(DatedKey::inSeconds);
        expiresAt = expiresAt.map(DatedKey::inSeconds);
        if (!isInOrder(notBefore, expiresAt)) {
            throw MalformedMessage.of(EXPIRES_AT, "not later than nbf");
        }
    }

    /** A key without a beginning and an end. */
    public static DatedKey always(JosePublicKey key) {
        return new DatedKey(key, Optional.empty(), Optional.empty());
    }

    static DatedKey read(JsonObject jwk, JosePublicKey key) {
        Optional<Instant> notBefore = jwk.optionalTime(NOT_BEFORE);
        Optional<Instant> expiresAt = jwk.optionalTime(EXPIRES_AT);
        if (!isInOrder(notBefore, expiresAt)) {
            throw MalformedMessage.of(jwk.pathOf(EXPIRES_AT), "not later than nbf");
        }
        return new DatedKey(key, notBefore, expiresAt);
    }

    /** Whether {@code instant} lies in the key's time. */
    public boolean signsAt(Instant instant) {
        return notBefore.filter(instant::isBefore).isEmpty()
                && expiresAt.filter(end -> !instant.isBefore(end)).isEmpty();
    }

    JsonWriter putInto(JsonWriter jwk) {
        notBefore.ifPresent(instant -> jwk.put(NOT_BEFORE, instant));
        expiresAt.ifPresent(instant -> jwk.put(EXPIRES_AT, instant));
        return jwk;
    }

    private static boolean isInOrder(Optional<Instant> notBefore, Optional<Instant> expiresAt) {
        return expiresAt.isEmpty()
                || notBefore.filter(start -> !start.isBefore(expiresAt.get())).isEmpty();
    }

    private static Instant inSeconds(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS);
    }
}
