package dev.jeton.client.http;

import dev.jeton.crypto.wire.Bytes;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One request, which may be sent again as it is.
 *
 * @param headers at most one value for each name
 * @param body empty for a {@code GET}
 * @param maxResponseBytes the most that the answer's body may have
 * @param deadline from the first attempt to connect to the last byte of the answer
 */
public record Request(
        Method method, URI uri, Map<String, String> headers, Bytes body, int maxResponseBytes, Duration deadline) {
    /** The methods that our services know. */
    public enum Method {
        GET,
        POST,
        PUT,
        DELETE
    }

    public Request {
        headers = Map.copyOf(headers);
    }

    /** A request without a body. */
    public static Request get(URI uri, String accept, int maxResponseBytes, Duration deadline) {
        return new Request(Method.GET, uri, Map.of("Accept", accept), Bytes.EMPTY, maxResponseBytes, deadline);
    }

    /** A request with {@code body}, whose media type is {@code contentType}. */
    public static Request of(
            Method method, URI uri, String contentType, Bytes body, int maxResponseBytes, Duration deadline) {
        return new Request(method, uri, Map.of("Content-Type", contentType), body, maxResponseBytes, deadline);
    }

    /** The same request with one more header. */
    public Request with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Request(method, uri, more, body, maxResponseBytes, deadline);
    }

    @Override
    public String toString() {
        return "Request[" + method + " " + uri + ", " + body.size() + " bytes]";
    }
}
