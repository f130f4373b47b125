package dev.jeton.redeemer.service.redemptions;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.jeton.crypto.json.JsonObject;
import dev.jeton.crypto.query.QueryTag;
import dev.jeton.crypto.token.Token;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One element of a request: {@code {"token": "<base64url>", "context": "<what it pays for>"}}.
 *
 * @param tag of the context, under the token's nonce
 */
record AskedRedemption(Token token, QueryTag tag) {
    static final int MAX_CONTEXT_BYTES = 256;

    private static final String REDEMPTIONS = "redemptions";
    private static final Set<String> MEMBERS = Set.of("token", "context");
    private static final int MAX_TOKEN_CHARS = (Token.BYTES + 2) / 3 * 4;
    /** Names, quotes and some white space; each byte of the context may be spelled as an escape of six. */
    private static final int MAX_ELEMENT_BYTES = 128 + MAX_TOKEN_CHARS + 6 * MAX_CONTEXT_BYTES;

    /** What a request for {@code tokens} may have. */
    static int maxBytes(int tokens) {
        return 128 + tokens * MAX_ELEMENT_BYTES;
    }

    /**
     * The elements of a request in their order, empty where one is no redemption.
     *
     * @throws MalformedMessage if {@code body} is no list of 1 to {@code max} objects
     */
    static List<Optional<AskedRedemption>> parseAll(Bytes body, int max) {
        JsonObject request = JsonObject.parse("body", body, maxBytes(max));
        if (!request.members().equals(Set.of(REDEMPTIONS))) {
            throw MalformedMessage.of("body", "expected the member " + REDEMPTIONS + " and no other");
        }
        List<JsonObject> elements = request.objects(REDEMPTIONS, max);
        if (elements.isEmpty()) {
            throw MalformedMessage.of(REDEMPTIONS, "expected at least one");
        }
        return elements.stream().map(AskedRedemption::parse).toList();
    }

    private static Optional<AskedRedemption> parse(JsonObject element) {
        try {
            if (!element.members().equals(MEMBERS)) {
                return Optional.empty();
            }
            Token token = Token.parse(Bytes.ofBase64Url("token", element.string("token", MAX_TOKEN_CHARS)));
            Bytes context =
                    Bytes.of(element.string("context", MAX_CONTEXT_BYTES).getBytes(UTF_8));
            return context.size() > MAX_CONTEXT_BYTES
                    ? Optional.empty()
                    : Optional.of(new AskedRedemption(token, QueryTag.ofContext(token.nonce(), context)));
        } catch (MalformedMessage e) {
            return Optional.empty();
        }
    }
}
