package dev.jeton.client.http;

import dev.jeton.crypto.wire.Bytes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a service answered.
 *
 * @param headers all values of each name, in their order; names in lower case
 */
public record Response(int status, Map<String, List<String>> headers, Bytes body) {
    /** Takes names in any case. */
    public Response {
        Map<String, List<String>> lowerCase = new HashMap<>();
        headers.forEach((name, values) -> lowerCase
                .computeIfAbsent(name.toLowerCase(Locale.ROOT), unused -> new ArrayList<>())
                .addAll(values));
        lowerCase.replaceAll((name, values) -> List.copyOf(values));
        headers = Map.copyOf(lowerCase);
    }

    /** All values of a header, by its name in any case; empty if it is not there. */
    public List<String> headers(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
    }

    /** The only value of a header; empty if it is not there or there several times. */
    public Optional<String> header(String name) {
        List<String> values = headers(name);
        return values.size() == 1 ? Optional.of(values.get(0)) : Optional.empty();
    }

    /** Whether the body is said to be {@code mediaType}, with whatever parameters. */
    public boolean hasMediaType(String mediaType) {
        return header("Content-Type")
                .map(value -> value.split(";", 2)[0].strip().equalsIgnoreCase(mediaType))
                .orElse(false);
    }

    @Override
    public String toString() {
        return "Response[" + status + ", " + body.size() + " bytes]";
    }
}
