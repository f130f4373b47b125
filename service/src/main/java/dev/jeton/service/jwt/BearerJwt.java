package dev.jeton.service.jwt;

import dev.jeton.crypto.jose.Jws;
import dev.jeton.crypto.json.JsonObject;
import dev.jeton.crypto.problem.ProblemType;
import dev.jeton.crypto.wire.MalformedMessage;
import dev.jeton.service.http.Refusal;
import java.util.Optional;
import java.util.Set;

/** A JWT as it came with a request. Until {@link JwtCheck} has found it valid, anybody may have written it. */
public record BearerJwt(Jws jws) {
    private static final String SCHEME = "Bearer ";
    private static final int MAX_CHARS = 4096;
    private static final int MAX_NAME_CHARS = 64;
    private static final Set<String> HEADERS = Set.of("alg", "kid", "typ");

    /**
     * What {@code Authorization} holds; empty if that is no bearer credential. Microseconds.
     *
     * @throws MalformedMessage unless it is a JWT whose header says {@code type} and nothing but {@code alg} and
     *     {@code kid} besides
     */
    public static Optional<BearerJwt> read(Optional<String> authorization, String type) {
        // Schemes are named in any case (RFC 9110, Section 11.1).
        return authorization
                .filter(value -> value.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
                .map(value -> parse(value.substring(SCHEME.length()), type));
    }

    private static BearerJwt parse(String compact, String type) {
        Jws jws = Jws.parse("credential", compact, MAX_CHARS);
        JsonObject header = jws.uncheckedHeader();
        // RFC 8725, Section 3.11: a token of another kind, although of the same writer, is not this one.
        if (!HEADERS.containsAll(header.members())
                || !header.string("typ", MAX_NAME_CHARS).equals(type)) {
            throw MalformedMessage.of("credential header", "expected alg, kid and typ " + type);
        }
        return new BearerJwt(jws);
    }

    /** Who it says has written it. */
    public String issuer(int maxChars) {
        return jws.uncheckedPayload().string("iss", maxChars);
    }

    public Optional<String> keyId() {
        return jws.keyId();
    }

    /** Whether the header agrees with the key, which alone says what the algorithm is (RFC 8725, Section 3.1). */
    public boolean isFor(VerificationKey key) {
        return jws.uncheckedHeader()
                .string("alg", MAX_NAME_CHARS)
                .equals(key.algorithm().getAlgorithm());
    }

    /** The answer 401 to a request without a credential (RFC 6750, Section 3). */
    public static Refusal missing(ProblemType type) {
        return Refusal.of(type).with("WWW-Authenticate", "Bearer");
    }

    /** The answer 401 to a credential that is refused. */
    public static Refusal rejected(ProblemType type) {
        return Refusal.of(type).with("WWW-Authenticate", "Bearer error=\"invalid_token\"");
    }
}
