package dev.jeton.service.admin;

import dev.jeton.crypto.json.JsonObject;
import dev.jeton.crypto.operator.OperatorCredential;
import dev.jeton.service.document.Document;
import dev.jeton.service.jwt.DocumentKeys;
import dev.jeton.service.jwt.VerificationKey;
import java.util.Map;
import java.util.Set;

/**
 * An operator as his document describes him:
 *
 * <pre>
 * spec:
 *   name: alice
 *   keys: [{ kty: OKP, ... }]    # JWKs, or
 *   keysFile: alice.jwks.json    # a JWK Set in a file beside the document
 * </pre>
 */
record Operator(String name, Map<String, VerificationKey> keys) {
    static final String KIND = "Operator";

    private static final Set<String> FIELDS = Set.of("name", "keys", "keysFile");

    static Operator of(Document document) {
        JsonObject spec = document.spec();
        Document.only(spec, FIELDS);
        String name = spec.string("name", OperatorCredential.MAX_NAME_CHARS);
        OperatorCredential.requireName("spec.name", name);
        return new Operator(name, DocumentKeys.read(document));
    }
}
