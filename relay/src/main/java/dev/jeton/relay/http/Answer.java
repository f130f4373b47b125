package dev.jeton.relay.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/**
 * All that a client is told: status, these fields in this order and {@code Content-Length}, and a body that nobody changes
 * any more.
 */
public record Answer(int status, List<Field> fields, Buffer body) {
    private static final String PROBLEM = "application/problem+json";

    /** A header field. */
    public record Field(String name, String value) {}

    public Answer {
        fields = List.copyOf(fields);
    }

    public static Answer ok(String mediaType, Buffer body) {
        return new Answer(200, List.of(new Field("Content-Type", mediaType)), body);
    }

    public static Answer problem(ProblemType type) {
        Buffer body = new JsonObject()
                .put("type", type.uri().toString())
                .put("title", type.title())
                .put("status", type.status())
                .toBuffer();
        return new Answer(
                type.status(),
                List.of(new Field("Content-Type", PROBLEM), new Field("Cache-Control", "no-store")),
                body);
    }

    public Answer with(String name, String value) {
        List<Field> more = new ArrayList<>(fields);
        more.add(new Field(name, value));
        return new Answer(status, more, body);
    }
}
