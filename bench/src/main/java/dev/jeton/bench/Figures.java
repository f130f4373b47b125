package dev.jeton.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Figures by name, one sample per round. Times here are noisy, so a ratio is taken within a round, where both sides saw
 * the same machine, and its median over the rounds is what counts.
 */
public final class Figures {
    private final Map<String, Series> series = new LinkedHashMap<>();

    private record Series(String unit, List<Double> samples) {
        double at(double quantile) {
            List<Double> sorted = samples.stream().sorted().toList();
            return sorted.get((int) Math.round(quantile * (sorted.size() - 1)));
        }
    }

    /** Adds this round's sample of {@code name}. */
    public void add(String name, double value, String unit) {
        series.computeIfAbsent(name, n -> new Series(unit, new ArrayList<>()))
                .samples()
                .add(value);
    }

    /** For each figure its median, and below it the lowest and the highest sample if there is more than one. */
    public String lines() {
        StringBuilder lines = new StringBuilder();
        series.forEach((name, figure) -> {
            line(lines, name, figure.at(0.5), figure.unit());
            if (figure.samples().size() > 1) {
                line(lines, name + ".low", figure.at(0), figure.unit());
                line(lines, name + ".high", figure.at(1), figure.unit());
            }
        });
        return lines.toString();
    }

    private static void line(StringBuilder lines, String name, double value, String unit) {
        String format = value >= 100 ? "%s %.0f %s\n" : "%s %.3f %s\n";
        lines.append(String.format(Locale.ROOT, format, name, value, unit));
    }
}
