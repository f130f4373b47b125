package dev.jeton.crypto.discovery;

import dev.jeton.crypto.csi.Authority;
import dev.jeton.crypto.json.JsonObject;
import dev.jeton.crypto.json.JsonWriter;
import dev.jeton.crypto.mapping.CsipTrust;
import dev.jeton.crypto.token.TokenType;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;
import java.net.URI;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a discovery provider publishes about itself, byte-identical for everyone:
 *
 * <pre>
 * {"operator": "Example Ltd", "authority": "dp.example", "challenge-generation": 0, "token-type": 2,
 *  "issuers": [{"name": "issuer.example", "base-url": "https://issuer.example"}],
 *  "csips": [...]}
 * </pre>
 *
 * @param operator who runs it; a relay to it has to be run by somebody else
 * @param authority what challenges and mappings call it
 * @param challengeGeneration 0, and one more each time it had to void its outstanding tokens
 * @param tokenType of the tokens it accepts, one for all; where the member is missing, 0x0002
 * @param issuers whose tokens it accepts: 1 to {@value #MAX_ISSUERS}, each name once; exactly one where the token type is
 *     not publicly verifiable, since issuer and provider are one domain then
 * @param csips whose attestations it accepts, as one full list
 */
public record DiscoveryProviderDocument(
        OperatorName operator,
        Authority authority,
        long challengeGeneration,
        TokenType tokenType,
        List<AcceptedIssuer> issuers,
        CsipTrust csips) {
    public static final String PATH = "/.well-known/discovery-provider";
    public static final String MEDIA_TYPE = "application/json";
    public static final int MAX_BYTES = CsipTrust.MAX_BYTES + 64 * 1024;
    public static final int MAX_ISSUERS = 16;

    private static final String TOKEN_TYPE = "token-type";

    /**
     * An issuer by its name in challenges and the URL that its paths are appended to.
     *
     * @param baseUrl {@code https}, host and optional port and path, without a slash at its end
     */
    public record AcceptedIssuer(Authority name, URI baseUrl) {
        private static final int MAX_URL_CHARS = 512;
        private static final Pattern BASE_URL =
                Pattern.compile("https://[a-z0-9.-]+(?::[0-9]{1,5})?(?:/(?!\\.{1,2}(?:/|$))[A-Za-z0-9._~-]+)*");

        /** Refuses a URL of another form with {@link MalformedMessage}. */
        public AcceptedIssuer {
            if (!isBaseUrl(baseUrl.toString())) {
                throw MalformedMessage.of("base-url", "not an https URL without a slash at its end");
            }
        }

        static AcceptedIssuer parse(JsonObject json) {
            String baseUrl = json.string("base-url", MAX_URL_CHARS);
            if (!isBaseUrl(baseUrl)) {
                throw MalformedMessage.of(json.pathOf("base-url"), "not an https URL without a slash at its end");
            }
            return new AcceptedIssuer(
                    Authority.parse(json.pathOf("name"), json.string("name", Authority.MAX_CHARS)),
                    URI.create(baseUrl));
        }

        private static boolean isBaseUrl(String text) {
            if (text.length() > MAX_URL_CHARS || !BASE_URL.matcher(text).matches()) {
                return false;
            }
            // The pattern lets hosts through that are none, for which an HTTP client throws.
            URI url = URI.create(text);
            return url.getHost() != null && url.getPort() <= 0xffff;
        }
    }

    /** Refuses what is out of its bounds, or named twice, with {@link MalformedMessage}. */
    public DiscoveryProviderDocument {
        issuers = List.copyOf(issuers);
        if (challengeGeneration < 0) {
            throw MalformedMessage.of("challenge-generation", "negative");
        }
        if (issuers.isEmpty() || issuers.size() > MAX_ISSUERS) {
            throw MalformedMessage.of("issuers", "expected 1 to " + MAX_ISSUERS + " elements, got " + issuers.size());
        }
        if (issuers.stream().map(AcceptedIssuer::name).distinct().count() != issuers.size()) {
            throw MalformedMessage.of("issuers", "one name twice");
        }
        if (!tokenType.isPubliclyVerifiable() && issuers.size() != 1) {
            throw MalformedMessage.of("issuers", "of this token type only the provider's own issuer can be accepted");
        }
    }

    /** The document of a provider that accepts tokens of type 0x0002. */
    public DiscoveryProviderDocument(
            OperatorName operator,
            Authority authority,
            long generation,
            List<AcceptedIssuer> issuers,
            CsipTrust csips) {
        this(operator, authority, generation, TokenType.BLIND_RSA, issuers, csips);
    }

    /**
     * Reads a provider's document; {@link MalformedMessage} if it is not well-formed, or wants tokens of a type that is not
     * spoken here. Unknown members are ignored.
     */
    public static DiscoveryProviderDocument parse(Bytes encoded) {
        JsonObject json = JsonObject.parse("discovery provider document", encoded, MAX_BYTES);
        return new DiscoveryProviderDocument(
                new OperatorName(json.string("operator", OperatorName.MAX_CHARS)),
                Authority.parse("authority", json.string("authority", Authority.MAX_CHARS)),
                json.integer("challenge-generation", 0, Long.MAX_VALUE),
                tokenType(json),
                json.objects("issuers", MAX_ISSUERS).stream()
                        .map(AcceptedIssuer::parse)
                        .toList(),
                CsipTrust.parse(json));
    }

    private static TokenType tokenType(JsonObject json) {
        if (!json.has(TOKEN_TYPE)) {
            return TokenType.BLIND_RSA;
        }
        return TokenType.ofCode(json.integer(TOKEN_TYPE, 0, 0xffff))
                .orElseThrow(() -> MalformedMessage.of(TOKEN_TYPE, "not a supported type"));
    }

    /** The document that {@link #parse} reads; {@link MalformedMessage} if it has more than {@link #MAX_BYTES}. */
    public Bytes encode() {
        List<JsonWriter> accepted = issuers.stream()
                .map(issuer -> new JsonWriter()
                        .put("name", issuer.name().name())
                        .put("base-url", issuer.baseUrl().toString()))
                .toList();
        Bytes encoded = csips.putInto(new JsonWriter()
                        .put("operator", operator.name())
                        .put("authority", authority.name())
                        .put("challenge-generation", challengeGeneration)
                        .put(TOKEN_TYPE, tokenType.code())
                        .putObjects("issuers", accepted))
                .toBytes();
        if (encoded.size() > MAX_BYTES) {
            throw MalformedMessage.of("csips", "at most " + MAX_BYTES + " bytes, got " + encoded.size());
        }
        return encoded;
    }
}
