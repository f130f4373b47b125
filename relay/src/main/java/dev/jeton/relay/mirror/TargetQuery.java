package dev.jeton.relay.mirror;

import dev.jeton.relay.http.ProblemType;
import dev.jeton.relay.http.Refusal;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The one parameter of {@code /mirror{?target}} (RFC 6570): it occurs once, and nothing beside it. */
final class TargetQuery {
    private static final String TARGET = "target=";

    private TargetQuery() {}

    /** The URL that is asked for, as the client wrote it. Whoever gets it compares it, and does nothing else with it. */
    static String parse(@Nullable String query) {
        if (query == null || !query.startsWith(TARGET) || query.indexOf('&') >= 0) {
            throw Refusal.of(ProblemType.REQUEST_MALFORMED);
        }
        try {
            // '+' is itself in a URI, and a space in HTML forms only.
            return URLDecoder.decode(query.substring(TARGET.length()).replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw Refusal.of(ProblemType.REQUEST_MALFORMED);
        }
    }
}
