package dev.jeton.redeemer.service.callers;

import dev.jeton.crypto.json.JsonObject;
import dev.jeton.crypto.wire.MalformedMessage;
import dev.jeton.service.document.Document;
import dev.jeton.service.jwt.DocumentKeys;
import dev.jeton.service.jwt.VerificationKey;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A caller as its document describes it:
 *
 * <pre>
 * spec:
 *   name: front-end
 *   keys: [{ kty: OKP, ... }]        # JWKs, or
 *   keysFile: front-end.jwks.json    # a JWK Set in a file beside the document
 * </pre>
 */
record Caller(String name, Map<String, VerificationKey> keys) {
    static final String KIND = "Caller";
    static final int MAX_NAME_CHARS = 64;

    private static final Pattern NAME = Pattern.compile("[a-z0-9.-]{1," + MAX_NAME_CHARS + "}");
    private static final Set<String> FIELDS = Set.of("name", "keys", "keysFile");

    static Caller of(Document document) {
        JsonObject spec = document.spec();
        Document.only(spec, FIELDS);
        String name = spec.string("name", MAX_NAME_CHARS);
        if (!NAME.matcher(name).matches()) {
            throw MalformedMessage.of("spec.name", "expected 1 to " + MAX_NAME_CHARS + " of a-z, 0-9, '.' and '-'");
        }
        return new Caller(name, DocumentKeys.read(document));
    }
}
