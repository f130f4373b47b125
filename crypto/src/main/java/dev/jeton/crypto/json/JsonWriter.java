package dev.jeton.crypto.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.jeton.crypto.wire.Bytes;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Writes one JSON object: the counterpart of {@link JsonObject}. Equal calls give equal bytes. For one thread. */
public final class JsonWriter {
    private final ObjectNode node = JsonObject.MAPPER.createObjectNode();

    public JsonWriter put(String member, String value) {
        return put(member, text(value));
    }

    public JsonWriter put(String member, long value) {
        return put(member, node.numberNode(value));
    }

    public JsonWriter put(String member, boolean value) {
        return put(member, node.booleanNode(value));
    }

    /** {@code value} in seconds since 1970, without its fraction. */
    public JsonWriter put(String member, Instant value) {
        return put(member, value.getEpochSecond());
    }

    public JsonWriter put(String member, JsonWriter value) {
        return put(member, value.node);
    }

    public JsonWriter putIfPresent(String member, Optional<String> value) {
        return value.isPresent() ? put(member, value.get()) : this;
    }

    public JsonWriter putStrings(String member, List<String> values) {
        ArrayNode array = node.arrayNode(values.size());
        values.forEach(value -> array.add(text(value)));
        return put(member, array);
    }

    public JsonWriter putObjects(String member, List<JsonWriter> values) {
        ArrayNode array = node.arrayNode(values.size());
        values.forEach(value -> array.add(value.node));
        return put(member, array);
    }

    /** The object in UTF-8, without white space. */
    public Bytes toBytes() {
        try {
            return Bytes.of(JsonObject.MAPPER.writeValueAsBytes(node));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of checked strings and numbers is always written", e);
        }
    }

    private TextNode text(String value) {
        if (!JsonObject.isWellFormed(value)) {
            throw new IllegalArgumentException("a string has an unpaired surrogate");
        }
        return node.textNode(value);
    }

    private JsonWriter put(String member, JsonNode value) {
        if (node.has(member)) {
            throw new IllegalStateException("put twice: " + member);
        }
        node.set(member, value);
        return this;
    }
}
