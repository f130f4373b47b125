package dev.jeton.issuer.msp;

import dev.jeton.crypto.csi.MspUri;
import dev.jeton.crypto.jose.JosePublicKey;
import dev.jeton.crypto.jose.JwkSet;
import dev.jeton.crypto.json.JsonObject;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;
import dev.jeton.issuer.document.Document;
import dev.jeton.issuer.document.InvalidDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A provider as its document describes it:
 *
 * <pre>
 * spec:
 *   msp: mimi://msp.example
 *   suspended: false             # optional
 *   keys: [{ kty: OKP, ... }]    # JWKs, or
 *   keysFile: msp.jwks.json      # a JWK Set in a file beside the document
 * </pre>
 */
public record Msp(MspUri name, boolean suspended, Map<String, MspKey> keys) {
    static final String KIND = "MessagingServiceProvider";

    private static final Set<String> FIELDS = Set.of("msp", "suspended", "keys", "keysFile");
    private static final int MAX_NAME_CHARS = 253;
    /** What a ConfigMap's keys may be called. */
    private static final Pattern FILE_NAME = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]*");

    /** Refuses a provider without a usable key. */
    public Msp {
        keys = Map.copyOf(keys);
        if (keys.isEmpty()) {
            throw MalformedMessage.of("spec.keys", "no ES256 and no EdDSA key");
        }
    }

    static Msp of(Document document) {
        JsonObject spec = document.spec();
        Document.only(spec, FIELDS);
        Map<String, MspKey> keys = new LinkedHashMap<>();
        for (Map.Entry<String, JosePublicKey> key : keySet(document).keys().entrySet()) {
            keys.put(key.getKey(), MspKey.of(key.getValue()));
        }
        return new Msp(
                MspUri.parse(spec.pathOf("msp"), spec.string("msp", MspUri.MAX_CHARS)),
                spec.flag("suspended", false),
                keys);
    }

    public Optional<MspKey> key(String keyId) {
        return Optional.ofNullable(keys.get(keyId));
    }

    private static JwkSet keySet(Document document) {
        JsonObject spec = document.spec();
        Optional<String> file = spec.optionalString("keysFile", MAX_NAME_CHARS);
        if (file.isPresent() == spec.has("keys")) {
            throw MalformedMessage.of("spec", "expected either keys or keysFile");
        }
        // A JWK Set is an object with a member keys, and so is the spec.
        return file.map(name -> read(beside(document, name))).orElseGet(() -> JwkSet.parse(spec));
    }

    /** In the directory that is watched: keys that were taken back elsewhere would go unnoticed. */
    private static Path beside(Document document, String name) {
        if (!FILE_NAME.matcher(name).matches()) {
            throw MalformedMessage.of("spec.keysFile", "expected the name of a file beside the document");
        }
        return Path.of(document.file()).resolveSibling(name);
    }

    private static JwkSet read(Path file) {
        try {
            // A pipe or a device has no size, and would be waited for or read without end.
            if (!Files.isRegularFile(file) || Files.size(file) > JwkSet.MAX_BYTES) {
                throw new InvalidDocument(file.toString(), "no file of at most " + JwkSet.MAX_BYTES + " bytes");
            }
            return JwkSet.parse(Bytes.of(Files.readAllBytes(file)));
        } catch (IOException e) {
            throw new InvalidDocument(file.toString(), "cannot be read: " + e);
        }
    }
}
