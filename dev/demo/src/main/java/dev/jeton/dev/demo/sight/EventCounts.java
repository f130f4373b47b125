package dev.jeton.dev.demo.sight;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The events in one party's log: lines with {@code event=<name> outcome=<outcome>}, counted by both. */
public record EventCounts(Map<String, Integer> counts) {
    private static final Pattern EVENT = Pattern.compile("\\bevent=([a-z-]+)");
    private static final Pattern OUTCOME = Pattern.compile("\\boutcome=([a-z-]+)");

    /** Sorts by name. */
    public EventCounts {
        counts = new TreeMap<>(counts);
    }

    /** Counts the events of {@code log}. Lines that are no events are passed over. */
    public static EventCounts of(Path log) throws IOException {
        Map<String, Integer> counts = new TreeMap<>();
        // Not UTF-8: a log may hold anything, and must be readable all the same.
        for (String line : Files.readAllLines(log, StandardCharsets.ISO_8859_1)) {
            Matcher event = EVENT.matcher(line);
            if (event.find()) {
                Matcher outcome = OUTCOME.matcher(line);
                counts.merge(event.group(1) + (outcome.find() ? " " + outcome.group(1) : ""), 1, Integer::sum);
            }
        }
        return new EventCounts(counts);
    }

    /** How many events there are in all. */
    public int total() {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }
}
