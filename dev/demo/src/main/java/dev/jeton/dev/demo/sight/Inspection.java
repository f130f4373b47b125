package dev.jeton.dev.demo.sight;

import java.util.List;

/** How often each kind of secret was found with each party. */
public record Inspection(List<Finding> findings) {
    public Inspection {
        findings = List.copyOf(findings);
    }

    /** What was found in one exhibit. */
    public record Finding(String party, String place, long bytes, Counts counts) {}

    public static Inspection of(List<Exhibit> exhibits, LeakSearch search) {
        return new Inspection(exhibits.stream()
                .map(exhibit -> new Finding(
                        exhibit.party(), exhibit.place(), exhibit.content().length, search.count(exhibit.content())))
                .toList());
    }
}
