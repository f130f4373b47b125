package dev.jeton.crypto.auth;

import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One {@code PrivateToken} challenge of a {@code WWW-Authenticate} header (RFC 9577, Section 2.1): the encoded
 * TokenChallenge and the issuer's {@code token-key}, both as they came. Neither is decoded here: challenges of unknown
 * types stand beside ours, and their keys may be anything.
 */
public record PrivateTokenChallenge(Bytes challenge, Optional<Bytes> tokenKey, Optional<Long> maxAgeSeconds) {
    public static final String HEADER = "WWW-Authenticate";

    static final String SCHEME = "privatetoken";

    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,10}");

    /** A challenge of ours, with its key. */
    public static PrivateTokenChallenge of(Bytes challenge, Bytes tokenKey) {
        return new PrivateTokenChallenge(challenge, Optional.of(tokenKey), Optional.empty());
    }

    /**
     * The {@code PrivateToken} challenges of one header value, in order; other schemes and unknown parameters are passed
     * over. Throws {@link MalformedMessage} if the value is no list of challenges, or one of ours is not well-formed.
     */
    public static List<PrivateTokenChallenge> parseAll(String headerValue) {
        return AuthField.parseAll(HEADER, headerValue).stream()
                .filter(field -> field.scheme().equals(SCHEME))
                .map(PrivateTokenChallenge::of)
                .toList();
    }

    private static PrivateTokenChallenge of(AuthField field) {
        String challenge =
                field.parameter("challenge").orElseThrow(() -> MalformedMessage.of("challenge", "is missing"));
        return new PrivateTokenChallenge(
                Bytes.ofBase64Url("challenge", challenge),
                field.parameter("token-key").map(key -> Bytes.ofBase64Url("token-key", key)),
                field.parameter("max-age").map(PrivateTokenChallenge::seconds));
    }

    private static Long seconds(String text) {
        if (!SECONDS.matcher(text).matches()) {
            throw MalformedMessage.of("max-age", "not a number of seconds");
        }
        return Long.valueOf(text);
    }

    /** The header value: base64url with padding, and so in quotes. */
    public String encode() {
        StringBuilder value = new StringBuilder("PrivateToken challenge=\"")
                .append(challenge.toBase64UrlPadded())
                .append('"');
        tokenKey.ifPresent(key ->
                value.append(", token-key=\"").append(key.toBase64UrlPadded()).append('"'));
        maxAgeSeconds.ifPresent(
                seconds -> value.append(", max-age=\"").append(seconds).append('"'));
        return value.toString();
    }
}
