package dev.jeton.relay.upstream;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;

/** What came back, whatever it is. */
public record UpstreamAnswer(int status, MultiMap fields, Buffer body) {

    /** Whether {@code Content-Type} says {@code mediaType}, whatever its parameters. */
    public boolean isOf(String mediaType) {
        String contentType = fields.get("Content-Type");
        if (contentType == null) {
            return false;
        }
        int parameters = contentType.indexOf(';');
        String bare = parameters < 0 ? contentType : contentType.substring(0, parameters);
        return bare.strip().equalsIgnoreCase(mediaType);
    }
}
