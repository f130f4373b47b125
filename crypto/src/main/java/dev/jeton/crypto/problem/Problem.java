package dev.jeton.crypto.problem;

import dev.jeton.crypto.json.JsonObject;
import dev.jeton.crypto.json.JsonWriter;
import dev.jeton.crypto.wire.Bytes;
import java.util.Optional;

/**
 * Problem details of RFC 9457, Section 3.1, as our services write them.
 *
 * @param detail what to do, for people: at most {@value #MAX_DETAIL_CHARS} characters, and nothing that came with the
 *     request
 */
public record Problem(ProblemType type, Optional<String> detail) {
    public static final String MEDIA_TYPE = "application/problem+json";
    public static final int MAX_BYTES = 8 * 1024;
    public static final int MAX_DETAIL_CHARS = 512;

    private static final int MAX_TYPE_CHARS = 256;

    /** Refuses a longer detail: it would not be ours. */
    public Problem {
        if (detail.isPresent() && detail.get().length() > MAX_DETAIL_CHARS) {
            throw new IllegalArgumentException("a detail has at most " + MAX_DETAIL_CHARS + " characters");
        }
    }

    public static Problem of(ProblemType type) {
        return new Problem(type, Optional.empty());
    }

    public static Problem of(ProblemType type, String detail) {
        return new Problem(type, Optional.of(detail));
    }

    public Bytes encode() {
        return new JsonWriter()
                .put("type", type.uri())
                .put("title", type.title())
                .put("status", type.status())
                .putIfPresent("detail", detail)
                .toBytes();
    }

    /**
     * The problem that a service answered with; empty if its type is none of ours. Throws
     * {@link dev.jeton.crypto.wire.MalformedMessage} if it is no problem at all.
     */
    public static Optional<Problem> parse(Bytes encoded) {
        JsonObject json = JsonObject.parse("problem", encoded, MAX_BYTES);
        Optional<String> detail = json.optionalString("detail", MAX_DETAIL_CHARS);
        return ProblemType.ofUri(json.string("type", MAX_TYPE_CHARS)).map(type -> new Problem(type, detail));
    }
}
