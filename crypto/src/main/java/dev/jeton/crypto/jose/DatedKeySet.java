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
 * Somebody's public keys by their {@code kid}, each with its time: a JWK Set of at most {@value JwkSet#MAX_KEYS} keys.
 *
 * @param keys in their order in the set
 */
public record DatedKeySet(Map<String, DatedKey> keys) {
    public static final DatedKeySet NONE = new DatedKeySet(Map.of());

    /** The set of these keys; {@link MalformedMessage} if they are too many. */
    public DatedKeySet {
        JwkSet.requireAtMost(keys.size());
        keys = Collections.unmodifiableMap(new LinkedHashMap<>(keys));
    }

    /** Keys without a beginning and an end. */
    public static DatedKeySet always(JwkSet set) {
        Map<String, DatedKey> keys = new LinkedHashMap<>();
        set.keys().forEach((keyId, key) -> keys.put(keyId, DatedKey.always(key)));
        return new DatedKeySet(keys);
    }

    /** Reads a set that stands alone; refusals as in {@link #parse(JsonObject)}, or longer than {@link JwkSet#MAX_BYTES}. */
    public static DatedKeySet parse(Bytes encoded) {
        return parse(JwkSet.json(encoded));
    }

    /** Reads a set, as {@link JwkSet#parse(JsonObject)} does; {@link MalformedMessage} as there, and for a time that is none. */
    public static DatedKeySet parse(JsonObject json) {
        return new DatedKeySet(JwkSet.read(json, DatedKey::read));
    }

    public Optional<DatedKey> find(String keyId) {
        return Optional.ofNullable(keys.get(keyId));
    }

    public JsonWriter toJson() {
        List<JsonWriter> jwks = new ArrayList<>();
        keys.forEach((keyId, dated) -> jwks.add(dated.putInto(JwkSet.toJwk(keyId, dated.key()))));
        return JwkSet.toJson(jwks);
    }
}
