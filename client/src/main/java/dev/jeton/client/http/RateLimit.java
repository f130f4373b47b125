package dev.jeton.client.http;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One quota of the {@code RateLimit} response field: {@code "sender";r=280;t=3600}
 * (draft-ietf-httpapi-ratelimit-headers).
 *
 * @param policy the quota's name
 * @param remaining what is left of it, here in tokens
 * @param reset when more becomes available, from now
 */
public record RateLimit(String policy, long remaining, Optional<Duration> reset) {
    private static final String HEADER = "RateLimit";
    private static final int MAX_CHARS = 1024;
    /** A quoted name without escapes, and parameters: as much of RFC 9651 as a name and two integers need. */
    private static final Pattern ITEM = Pattern.compile("\"([ !#-\\[\\]-~]{1,64})\"((?:\\s*;\\s*[a-z][a-z0-9_.*-]*"
            + "(?:=(?:-?[0-9]{1,15}|\"[^\"]{0,128}\"|[A-Za-z*][^\\s,;]{0,64}|:[A-Za-z0-9+/=]{0,128}:))?)*)");

    private static final Pattern REMAINING = Pattern.compile(";\\s*r=([0-9]{1,15})(?=\\s*;|$)");
    private static final Pattern RESET = Pattern.compile(";\\s*t=([0-9]{1,15})(?=\\s*;|$)");

    /** The quotas that a response tells, in its order. What is not understood is passed over: it only informs. */
    public static List<RateLimit> of(Response response) {
        String value = String.join(", ", response.headers(HEADER));
        if (value.length() > MAX_CHARS) {
            return List.of();
        }
        return ITEM.matcher(value)
                .results()
                .flatMap(item -> parse(item.group(1), item.group(2)).stream())
                .toList();
    }

    private static Optional<RateLimit> parse(String policy, String parameters) {
        return number(REMAINING, parameters)
                .map(remaining -> new RateLimit(
                        policy, remaining, number(RESET, parameters).map(Duration::ofSeconds)));
    }

    private static Optional<Long> number(Pattern parameter, String parameters) {
        Matcher matcher = parameter.matcher(parameters);
        return matcher.find() ? Optional.of(Long.valueOf(matcher.group(1))) : Optional.empty();
    }
}
