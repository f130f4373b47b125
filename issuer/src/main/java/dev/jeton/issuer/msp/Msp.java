package dev.jeton.issuer.msp;

import dev.jeton.crypto.csi.MspUri;
import dev.jeton.crypto.jose.KeysUrl;
import dev.jeton.crypto.json.JsonObject;
import dev.jeton.crypto.wire.MalformedMessage;
import dev.jeton.service.document.Document;
import dev.jeton.service.jwt.DocumentKeys;
import dev.jeton.service.jwt.VerificationKey;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A provider as its document describes it:
 *
 * <pre>
 * spec:
 *   msp: mimi://msp.example
 *   suspended: false                          # optional
 *   keys: [{ kty: OKP, ... }]                 # JWKs, or
 *   keysFile: msp.jwks.json                   # a JWK Set in a file beside the document, or
 *   keysUrl: https://msp.example/jwks.json    # a JWK Set at the provider's own
 * </pre>
 *
 * @param suspended by the document; an operator's word stands in {@link Suspensions}
 * @param keys that the document holds, by {@code kid}; none where they are fetched
 * @param keysUrl where they are fetched
 */
public record Msp(MspUri name, boolean suspended, Map<String, VerificationKey> keys, Optional<URI> keysUrl) {
    static final String KIND = "MessagingServiceProvider";

    private static final Set<String> FIELDS = Set.of("msp", "suspended", "keys", "keysFile", "keysUrl");

    public Msp {
        keys = Map.copyOf(keys);
    }

    static Msp of(Document document) {
        JsonObject spec = document.spec();
        Document.only(spec, FIELDS);
        Optional<URI> keysUrl = spec.optionalString("keysUrl", KeysUrl.MAX_CHARS)
                .map(text -> KeysUrl.parse(spec.pathOf("keysUrl"), text));
        if (keysUrl.isPresent() && (spec.has("keys") || spec.has("keysFile"))) {
            throw MalformedMessage.of("spec", "expected one of keys, keysFile and keysUrl");
        }
        return new Msp(
                MspUri.parse(spec.pathOf("msp"), spec.string("msp", MspUri.MAX_CHARS)),
                spec.flag("suspended", false),
                keysUrl.isPresent() ? Map.of() : DocumentKeys.read(document),
                keysUrl);
    }
}
