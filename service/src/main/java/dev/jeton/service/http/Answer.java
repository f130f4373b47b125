package dev.jeton.service.http;

import dev.jeton.crypto.wire.Bytes;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;

/** What a request is answered with: the same by JAX-RS, by Vert.x, and sealed. */
public record Answer(int status, List<Field> fields, Bytes body) {
    public Answer {
        fields = List.copyOf(fields);
    }

    /** A header field. Its text form shows no value. */
    public record Field(String name, String value) {
        boolean isCalled(String other) {
            return name.equalsIgnoreCase(other);
        }

        @Override
        public String toString() {
            return "Field[" + name + "]";
        }
    }

    /** One without a body. */
    public static Answer of(int status) {
        return new Answer(status, List.of(), Bytes.EMPTY);
    }

    /** One that nobody keeps. */
    public static Answer of(int status, String mediaType, Bytes body) {
        return new Answer(status, List.of(), body)
                .with("Content-Type", mediaType)
                .with("Cache-Control", "no-store");
    }

    /** The same with one more field, beside any of the same name. */
    public Answer with(String name, String value) {
        List<Field> more = new ArrayList<>(fields);
        more.add(new Field(name, value));
        return new Answer(status, more, body);
    }

    /** For JAX-RS. */
    Response.ResponseBuilder response() {
        Response.ResponseBuilder response = Response.status(status);
        if (!body.isEmpty()) {
            response.entity(body.toArray());
        }
        fields.forEach(field -> response.header(field.name(), field.value()));
        return response;
    }

    /** Ends {@code response}, unless it has begun. */
    public void send(HttpServerResponse response) {
        if (response.headWritten() || response.closed()) {
            return;
        }
        response.setStatusCode(status);
        fields.forEach(field -> response.headers().add(field.name(), field.value()));
        // A client that has gone is no mistake of ours.
        var unused = response.end(Buffer.buffer(body.toArray())).onFailure(gone -> {});
    }
}
