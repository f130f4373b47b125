package dev.jeton.service.jwt;

import dev.jeton.crypto.jose.JwkSet;
import dev.jeton.crypto.json.JsonObject;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;
import dev.jeton.service.document.Document;
import dev.jeton.service.document.InvalidDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The keys that a document holds itself, or in a file beside it:
 *
 * <pre>
 * spec:
 *   keys: [{ kty: OKP, ... }]    # JWKs, or
 *   keysFile: msp.jwks.json      # a JWK Set in a file beside the document
 * </pre>
 */
public final class DocumentKeys {
    private static final int MAX_NAME_CHARS = 253;
    /** What a ConfigMap's keys may be called. */
    private static final Pattern FILE_NAME = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]*");

    private DocumentKeys() {}

    /**
     * At least one key, by {@code kid}.
     *
     * @throws MalformedMessage if there is none that we could use, or not exactly one of the two fields
     * @throws InvalidDocument if the file cannot be read
     */
    public static Map<String, VerificationKey> read(Document document) {
        JsonObject spec = document.spec();
        Optional<String> file = spec.optionalString("keysFile", MAX_NAME_CHARS);
        if (file.isPresent() == spec.has("keys")) {
            throw MalformedMessage.of("spec", "expected either keys or keysFile");
        }
        // A JWK Set is an object with a member keys, and so is the spec.
        Map<String, VerificationKey> keys = VerificationKey.of(
                file.map(name -> read(beside(document, name))).orElseGet(() -> JwkSet.parse(spec)));
        if (keys.isEmpty()) {
            throw MalformedMessage.of("spec.keys", "no ES256 and no EdDSA key");
        }
        return keys;
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
