package dev.jeton.service.document;

import dev.jeton.crypto.json.JsonObject;
import dev.jeton.crypto.wire.MalformedMessage;
import java.util.Set;

/**
 * One document:
 *
 * <pre>
 * apiVersion: jeton.dev/v1
 * kind: QuotaPolicy
 * metadata: { name: example-msp }
 * spec: ...
 * </pre>
 *
 * @param file where it was read, for messages
 */
public record Document(String file, String name, JsonObject spec) {
    private static final String API_VERSION = "jeton.dev/v1";
    private static final int MAX_NAME_CHARS = 253;

    static Document parse(String file, String kind, JsonObject json) {
        only(json, Set.of("apiVersion", "kind", "metadata", "spec"));
        require(json, "apiVersion", API_VERSION);
        require(json, "kind", kind);
        JsonObject metadata = json.object("metadata");
        return new Document(file, metadata.string("name", MAX_NAME_CHARS), json.object("spec"));
    }

    /** Refuses {@code object} if it has a member that is not in {@code known}: it would be a misspelt setting. */
    public static void only(JsonObject object, Set<String> known) {
        for (String member : object.members()) {
            if (!known.contains(member)) {
                throw MalformedMessage.of(object.pathOf(member), "unknown field");
            }
        }
    }

    private static void require(JsonObject json, String member, String expected) {
        if (!json.string(member, MAX_NAME_CHARS).equals(expected)) {
            throw MalformedMessage.of(member, "expected " + expected);
        }
    }
}
