package dev.jeton.relay.mirror;

import io.vertx.core.MultiMap;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How long a shared cache may keep an answer (RFC 9111, Sections 4.2 and 5.2.2).
 *
 * @param lifetime from when the origin made it
 * @param age how much of it is over
 */
record Freshness(Duration lifetime, Duration age) {
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,10}");
    private static final List<String> FORBIDDEN = List.of("no-store", "no-cache", "private");
    /** A copy that nobody gets to correct should not live for a year. */
    private static final Duration MOST = Duration.ofDays(1);

    /**
     * Empty if {@code fields} do not let everybody have one copy for {@code minValidity}: without {@code max-age} or with a
     * shorter one, {@code no-store}, {@code no-cache}, {@code private} or {@code Vary: *}, stale, or not clearly any of these.
     */
    static Optional<Freshness> of(MultiMap fields, Duration minValidity) {
        Map<String, String> directives = directives(fields);
        if (FORBIDDEN.stream().anyMatch(directives::containsKey)
                || listed(fields, "Vary").contains("*")) {
            return Optional.empty();
        }
        Optional<Duration> maxAge = seconds(directives.getOrDefault("max-age", ""));
        Optional<Duration> sharedMaxAge =
                directives.containsKey("s-maxage") ? seconds(directives.get("s-maxage")) : maxAge;
        Optional<Duration> age = seconds(Objects.requireNonNullElse(fields.get("Age"), "0"));
        return maxAge.flatMap(own -> sharedMaxAge.map(shared -> least(own, shared)))
                .filter(lifetime -> lifetime.compareTo(minValidity) >= 0)
                .flatMap(lifetime -> age.map(over -> new Freshness(least(lifetime, MOST), over)))
                .filter(freshness -> freshness.age.compareTo(freshness.lifetime) < 0);
    }

    /** One that is given twice says nothing. */
    private static Map<String, String> directives(MultiMap fields) {
        Map<String, String> directives = new HashMap<>();
        for (String directive : listed(fields, "Cache-Control")) {
            String[] parts = directive.split("=", 2);
            directives.merge(
                    parts[0].strip().toLowerCase(Locale.ROOT), parts.length == 1 ? "" : parts[1], (one, other) -> "");
        }
        return directives;
    }

    private static List<String> listed(MultiMap fields, String name) {
        return Arrays.stream(String.join(",", fields.getAll(name)).split(","))
                .map(String::strip)
                .toList();
    }

    private static Optional<Duration> seconds(String number) {
        return SECONDS.matcher(number).matches()
                ? Optional.of(Duration.ofSeconds(Long.parseLong(number)))
                : Optional.empty();
    }

    private static Duration least(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
