package dev.jeton.crypto.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * A JSON object that was read strictly, with getters that either give a value of the right type or throw
 * {@link MalformedMessage} naming the member by its path ({@code cnf.jwk}, {@code token-keys[2].token-key}).
 *
 * <p>A member that is {@code null} is of the wrong type, not absent. Immutable; safe for concurrent use.
 */
public final class JsonObject {
    static final int MAX_DEPTH = 16;

    private static final int MAX_STRING_CHARS = 64 * 1024;
    private static final int MAX_NAME_CHARS = 256;
    private static final int MAX_NUMBER_CHARS = 20;
    /** The year 9999: far enough, and safe to add to. */
    private static final long MAX_SECONDS = 253_402_300_799L;

    static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    // Interned names would let a sender fill the JVM's string table with names of his choice.
                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                    .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxStringLength(MAX_STRING_CHARS)
                            .maxNameLength(MAX_NAME_CHARS)
                            .maxNumberLength(MAX_NUMBER_CHARS)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final String path;
    private final ObjectNode node;

    private JsonObject(String path, ObjectNode node) {
        this.path = path;
        this.node = node;
    }

    /**
     * The object that {@code utf8} holds.
     *
     * @param document what it is, for the refusal's message
     * @param maxBytes the most that such a document may have
     * @throws MalformedMessage naming {@code document} if it is longer, is not strict JSON, or is not an object
     */
    public static JsonObject parse(String document, Bytes utf8, int maxBytes) {
        if (utf8.size() > maxBytes) {
            throw MalformedMessage.of(document, "at most " + maxBytes + " bytes, got " + utf8.size());
        }
        try {
            // Decoded here: given bytes, the parser would guess among UTF-8, UTF-16 and UTF-32, and forgive some
            // errors.
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8.toArray()))
                    .toString();
            if (MAPPER.readTree(text) instanceof ObjectNode object) {
                return new JsonObject("", object);
            }
            throw MalformedMessage.of(document, "not a JSON object");
        } catch (CharacterCodingException e) {
            throw MalformedMessage.of(document, "not UTF-8");
        } catch (JsonProcessingException e) {
            // Without its cause, whose message quotes the document.
            throw MalformedMessage.of(document, "not strict JSON");
        }
    }

    /** Whether the member is there, of whatever type. */
    public boolean has(String member) {
        return node.has(member);
    }

    /** The names of all members: what a sender wrote, so compare them and never repeat them. */
    public Set<String> members() {
        Set<String> members = new HashSet<>();
        node.fieldNames().forEachRemaining(members::add);
        return members;
    }

    /** A string of at most {@code maxChars} UTF-16 units, without unpaired surrogates. */
    public String string(String member, int maxChars) {
        return string(pathOf(member), required(member), maxChars);
    }

    public Optional<String> optionalString(String member, int maxChars) {
        return has(member) ? Optional.of(string(member, maxChars)) : Optional.empty();
    }

    /** A string of base64url, with or without padding, as {@link Bytes#ofBase64Url} reads it, of {@code size} bytes. */
    public Bytes base64Url(String member, int size) {
        String text = string(member, (size + 2) / 3 * 4);
        return MalformedMessage.requireSize(pathOf(member), Bytes.ofBase64Url(pathOf(member), text), size);
    }

    /** An integer in {@code min} to {@code max}, both included. A fraction or an exponent is refused, whatever its value. */
    public long integer(String member, long min, long max) {
        JsonNode value = required(member);
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw MalformedMessage.of(pathOf(member), "expected an integer");
        }
        if (value.longValue() < min || value.longValue() > max) {
            throw MalformedMessage.of(pathOf(member), "expected an integer in " + min + ".." + max);
        }
        return value.longValue();
    }

    /** A boolean; {@code absent} where the member is not there. */
    public boolean flag(String member, boolean absent) {
        if (!has(member)) {
            return absent;
        }
        JsonNode value = required(member);
        if (!value.isBoolean()) {
            throw MalformedMessage.of(pathOf(member), "expected true or false");
        }
        return value.booleanValue();
    }

    /** A point in time, in whole seconds since 1970: a NumericDate (RFC 7519, Section 2) without a fraction. */
    public Instant time(String member) {
        return Instant.ofEpochSecond(integer(member, 0, MAX_SECONDS));
    }

    public Optional<Instant> optionalTime(String member) {
        return has(member) ? Optional.of(time(member)) : Optional.empty();
    }

    public JsonObject object(String member) {
        return object(pathOf(member), required(member));
    }

    public Optional<JsonObject> optionalObject(String member) {
        return has(member) ? Optional.of(object(member)) : Optional.empty();
    }

    /** An array of at most {@code maxCount} strings, each of at most {@code maxChars}. */
    public List<String> strings(String member, int maxCount, int maxChars) {
        return list(member, maxCount, (at, value) -> string(at, value, maxChars));
    }

    /** An array of at most {@code maxCount} objects. */
    public List<JsonObject> objects(String member, int maxCount) {
        return list(member, maxCount, JsonObject::object);
    }

    /** The path of one of this object's members, for a {@link MalformedMessage} about what its value means. */
    public String pathOf(String member) {
        return path.isEmpty() ? member : path + "." + member;
    }

    /** Never the contents: a CSI or a token may be inside. */
    @Override
    public String toString() {
        return "JsonObject[" + node.size() + " members]";
    }

    private JsonNode required(String member) {
        JsonNode value = node.get(member);
        if (value == null) {
            throw MalformedMessage.of(pathOf(member), "is missing");
        }
        return value;
    }

    private <T> List<T> list(String member, int maxCount, BiFunction<String, JsonNode, T> element) {
        JsonNode array = required(member);
        if (!array.isArray()) {
            throw MalformedMessage.of(pathOf(member), "expected an array");
        }
        if (array.size() > maxCount) {
            throw MalformedMessage.of(pathOf(member), "at most " + maxCount + " elements, got " + array.size());
        }
        List<T> list = new ArrayList<>(array.size());
        for (JsonNode value : array) {
            list.add(element.apply(pathOf(member) + "[" + list.size() + "]", value));
        }
        return List.copyOf(list);
    }

    private static JsonObject object(String path, JsonNode value) {
        if (value instanceof ObjectNode object) {
            return new JsonObject(path, object);
        }
        throw MalformedMessage.of(path, "expected an object");
    }

    private static String string(String path, JsonNode value, int maxChars) {
        if (!value.isTextual()) {
            throw MalformedMessage.of(path, "expected a string");
        }
        String text = value.textValue();
        if (text.length() > maxChars) {
            throw MalformedMessage.of(path, "at most " + maxChars + " characters, got " + text.length());
        }
        // An escape can make a string that no UTF-8 can carry: it would not survive being written again.
        if (!isWellFormed(text)) {
            throw MalformedMessage.of(path, "has an unpaired surrogate");
        }
        return text;
    }

    static boolean isWellFormed(String text) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }
}
