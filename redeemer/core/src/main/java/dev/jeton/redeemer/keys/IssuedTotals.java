package dev.jeton.redeemer.keys;

import dev.jeton.crypto.json.JsonObject;
import dev.jeton.crypto.token.TokenKeyId;
import dev.jeton.crypto.wire.Bytes;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/**
 * How many tokens of each key an issuer says it has signed at most, for whoever redeems them: rounded up, and some seconds
 * old. An issuer that does not know at the moment leaves a key out.
 */
public final class IssuedTotals {
    static final String PATH = "/v1/epochs";
    private static final int MAX_BYTES = 64 * 1024;
    private static final int MAX_EPOCHS = 256;

    private IssuedTotals() {}

    /** Asks {@code issuer}. Fails if it does not answer, or not with well-formed totals. */
    public static CompletionStage<Map<TokenKeyId, Long>> of(HttpsIssuer issuer) {
        return issuer.fetch(PATH, "application/json", MAX_BYTES).thenApply(IssuedTotals::parse);
    }

    /** @throws dev.jeton.crypto.wire.MalformedMessage naming what is wrong */
    static Map<TokenKeyId, Long> parse(Bytes body) {
        Map<TokenKeyId, Long> totals = new HashMap<>();
        for (JsonObject epoch : JsonObject.parse("epochs", body, MAX_BYTES).objects("epochs", MAX_EPOCHS)) {
            if (epoch.has("tokens-at-most")) {
                totals.merge(
                        new TokenKeyId(epoch.base64Url("token-key-id", TokenKeyId.BYTES)),
                        epoch.integer("tokens-at-most", 0, Long.MAX_VALUE),
                        Math::max);
            }
        }
        return totals;
    }
}
