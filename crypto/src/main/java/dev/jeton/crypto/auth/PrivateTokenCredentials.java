package dev.jeton.crypto.auth;

import dev.jeton.crypto.token.Token;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;
import java.util.List;
import java.util.Optional;

/** One token in an {@code Authorization} header (RFC 9577, Section 2.2). */
public record PrivateTokenCredentials(Token token) {
    public static final String HEADER = "Authorization";

    /**
     * The token of one header value; empty if the header uses another scheme. Unknown parameters are passed over.
     * Throws {@link MalformedMessage} if there is a {@code PrivateToken} and no well-formed token in it, or several.
     */
    public static Optional<PrivateTokenCredentials> parse(String headerValue) {
        List<AuthField> fields = AuthField.parseAll(HEADER, headerValue);
        if (fields.stream().noneMatch(field -> field.scheme().equals(PrivateTokenChallenge.SCHEME))) {
            return Optional.empty();
        }
        if (fields.size() != 1) {
            throw MalformedMessage.of(HEADER, "expected one set of credentials");
        }
        String token = fields.get(0).parameter("token").orElseThrow(() -> MalformedMessage.of("token", "is missing"));
        return Optional.of(new PrivateTokenCredentials(Token.parse(Bytes.ofBase64Url("token", token))));
    }

    /** The header value: base64url with padding, and so in quotes. */
    public String encode() {
        return "PrivateToken token=\"" + token.encode().toBase64UrlPadded() + "\"";
    }
}
