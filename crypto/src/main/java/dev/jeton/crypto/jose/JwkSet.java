package dev.jeton.crypto.jose;

import dev.jeton.crypto.json.JsonObject;
import dev.jeton.crypto.json.JsonWriter;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Somebody's public keys by their {@code kid}: a JWK Set (RFC 7517, Section 5) of at most {@value #MAX_KEYS} keys.
 *
 * @param keys in their order in the set
 */
public record JwkSet(Map<String, JosePublicKey> keys) {
    public static final String MEDIA_TYPE = "application/jwk-set+json";
    public static final int MAX_KEYS = 16;
    public static final int MAX_BYTES = 32 * 1024;
    public static final int MAX_KEY_ID_CHARS = 128;

    /** The set of these keys; {@link MalformedMessage} if they are too many. */
    public JwkSet {
        if (keys.size() > MAX_KEYS) {
            throw MalformedMessage.of("keys", "at most " + MAX_KEYS + " keys, got " + keys.size());
        }
        keys = Collections.unmodifiableMap(new LinkedHashMap<>(keys));
    }

    /** The set of these keys, each under its thumbprint. */
    public static JwkSet of(JosePublicKey... keys) {
        Map<String, JosePublicKey> byId = new LinkedHashMap<>();
        for (JosePublicKey key : keys) {
            byId.put(key.thumbprint(), key);
        }
        return new JwkSet(byId);
    }

    /** Reads a set that stands alone; refusals as in {@link #parse(JsonObject)}, or longer than {@link #MAX_BYTES}. */
    public static JwkSet parse(Bytes encoded) {
        return parse(JsonObject.parse("JWK set", encoded, MAX_BYTES));
    }

    /**
     * Reads a set. Keys of other types, curves, algorithms or uses are left out (RFC 7517, Section 5); a key without a
     * {@code kid} is found by its thumbprint.
     *
     * @throws MalformedMessage if the set is not well-formed, one of our keys is not valid, any key is a private one,
     *     or two keys have one {@code kid}
     */
    public static JwkSet parse(JsonObject json) {
        Map<String, JosePublicKey> keys = new LinkedHashMap<>();
        for (JsonObject jwk : json.objects("keys", MAX_KEYS)) {
            JosePublicKey.parseIfUsable(jwk).ifPresent(key -> {
                String keyId = jwk.optionalString("kid", MAX_KEY_ID_CHARS).orElseGet(key::thumbprint);
                if (keys.putIfAbsent(keyId, key) != null) {
                    throw MalformedMessage.of(jwk.pathOf("kid"), "given to two keys");
                }
            });
        }
        return new JwkSet(keys);
    }

    public Optional<JosePublicKey> find(String keyId) {
        return Optional.ofNullable(keys.get(keyId));
    }

    public JsonWriter toJson() {
        List<JsonWriter> jwks = new ArrayList<>();
        keys.forEach((keyId, key) -> jwks.add(key.toJwk()
                .put("kid", keyId)
                .put("use", "sig")
                .put("alg", key.algorithm().jwsName())));
        return new JsonWriter().putObjects("keys", jwks);
    }
}
