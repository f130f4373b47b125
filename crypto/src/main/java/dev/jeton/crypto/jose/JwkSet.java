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
import java.util.function.BiFunction;

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
        requireAtMost(keys.size());
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
        return parse(json(encoded));
    }

    /**
     * Reads a set. Keys of other types, curves, algorithms or uses are left out (RFC 7517, Section 5); a key without a
     * {@code kid} is found by its thumbprint.
     *
     * @throws MalformedMessage if the set is not well-formed, one of our keys is not valid, any key is a private one,
     *     or two keys have one {@code kid}
     */
    public static JwkSet parse(JsonObject json) {
        return new JwkSet(read(json, (jwk, key) -> key));
    }

    static JsonObject json(Bytes encoded) {
        return JsonObject.parse("JWK set", encoded, MAX_BYTES);
    }

    /** What {@code reader} makes of each key that we can use, and of the JWK that it came as. */
    static <T> Map<String, T> read(JsonObject json, BiFunction<JsonObject, JosePublicKey, T> reader) {
        Map<String, T> keys = new LinkedHashMap<>();
        for (JsonObject jwk : json.objects("keys", MAX_KEYS)) {
            JosePublicKey.parseIfUsable(jwk).ifPresent(key -> {
                String keyId = jwk.optionalString("kid", MAX_KEY_ID_CHARS).orElseGet(key::thumbprint);
                if (keys.putIfAbsent(keyId, reader.apply(jwk, key)) != null) {
                    throw MalformedMessage.of(jwk.pathOf("kid"), "given to two keys");
                }
            });
        }
        return keys;
    }

    static void requireAtMost(int keys) {
        if (keys > MAX_KEYS) {
            throw MalformedMessage.of("keys", "at most " + MAX_KEYS + " keys, got " + keys);
        }
    }

    public Optional<JosePublicKey> find(String keyId) {
        return Optional.ofNullable(keys.get(keyId));
    }

    public JsonWriter toJson() {
        List<JsonWriter> jwks = new ArrayList<>();
        keys.forEach((keyId, key) -> jwks.add(toJwk(keyId, key)));
        return toJson(jwks);
    }

    static JsonWriter toJwk(String keyId, JosePublicKey key) {
        return key.toJwk()
                .put("kid", keyId)
                .put("use", "sig")
                .put("alg", key.algorithm().jwsName());
    }

    static JsonWriter toJson(List<JsonWriter> jwks) {
        return new JsonWriter().putObjects("keys", jwks);
    }
}
