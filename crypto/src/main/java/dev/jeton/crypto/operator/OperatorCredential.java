package dev.jeton.crypto.operator;

import dev.jeton.crypto.jose.JoseSigningKey;
import dev.jeton.crypto.jose.Validity;
import dev.jeton.crypto.json.JsonObject;
import dev.jeton.crypto.json.JsonWriter;
import dev.jeton.crypto.wire.MalformedMessage;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/**
 * An operator's claim to be one: {@code iss} and {@code sub} are his name, {@code aud} is the service.
 *
 * @param operator 1 to {@value #MAX_NAME_CHARS} characters of {@code a-z 0-9 -}
 * @param audience the service's base URL, character by character as it is configured
 * @param validity at most {@link #MAX_LIFE}. Whoever has the credential can use it for so long
 * @param groups the roles that he wants to act in; {@link #ROLE} among them for anything that needs an operator
 */
public record OperatorCredential(String operator, String audience, Validity validity, List<String> groups) {
    public static final String TYPE = "operator+jwt";
    public static final String ROLE = "operator";
    public static final Duration MAX_LIFE = Duration.ofHours(1);
    public static final int MAX_NAME_CHARS = 64;

    private static final int MAX_AUDIENCE_CHARS = 256;
    private static final int MAX_GROUPS = 16;
    private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1," + MAX_NAME_CHARS + "}");
    private static final Pattern AUDIENCE = Pattern.compile("https://[!-~]{1,248}");

    /** Refuses claims that no service would accept with {@link MalformedMessage}. */
    public OperatorCredential {
        validity.requireAtMost(MAX_LIFE);
        requireName("sub", operator);
        if (!AUDIENCE.matcher(audience).matches()) {
            throw MalformedMessage.of("aud", "not an https URL");
        }
        groups = List.copyOf(groups);
    }

    /** For everything that an operator may do. */
    public static OperatorCredential forOperator(String operator, String audience, Validity validity) {
        return new OperatorCredential(operator, audience, validity, List.of(ROLE));
    }

    /**
     * The claims of {@code payload}, whose signature is checked elsewhere. Unknown claims are ignored (RFC 7519, Section
     * 4).
     *
     * @throws MalformedMessage if a claim is missing, or is not one that a service accepts
     */
    public static OperatorCredential parse(JsonObject payload) {
        String operator = payload.string("sub", MAX_NAME_CHARS);
        if (!payload.string("iss", MAX_NAME_CHARS).equals(operator)) {
            throw MalformedMessage.of("iss", "not the same as sub");
        }
        return new OperatorCredential(
                operator,
                payload.string("aud", MAX_AUDIENCE_CHARS),
                Validity.parse(payload),
                payload.strings("groups", MAX_GROUPS, MAX_NAME_CHARS));
    }

    /** Refuses {@code name} with {@link MalformedMessage} about {@code field} unless an operator may be called so. */
    public static void requireName(String field, String name) {
        if (!NAME.matcher(name).matches()) {
            throw MalformedMessage.of(field, "expected 1 to " + MAX_NAME_CHARS + " of a-z, 0-9 and '-'");
        }
    }

    public boolean isOperator() {
        return groups.contains(ROLE);
    }

    /** The credential as a compact JWS. */
    public String sign(JoseSigningKey signingKey) {
        JsonWriter payload = new JsonWriter()
                .put("iss", operator)
                .put("sub", operator)
                .put("aud", audience)
                .putStrings("groups", groups);
        return signingKey.sign(TYPE, validity.putInto(payload));
    }
}
