package dev.jeton.bench.lookup;

import java.util.Arrays;

/**
 * How well one of two samples is told from the other: the probability that a value of the one exceeds a value of the other, the
 * area under the curve of all thresholds between them. Half is a coin's.
 */
record Auc(double value, double standardError) {
    private static final double NORMAL_95 = 1.96;

    /** Of samples of at least two values each. Its error is DeLong's, who assumes no distribution. */
    static Auc of(long[] some, long[] others) {
        double[] below = placements(others, some);
        double[] above = placements(some, others);
        double value = mean(below);
        double error = Math.sqrt(variance(below) / below.length + variance(above) / above.length);
        return new Auc(value, error);
    }

    /** The upper end of the interval that holds the true area, of whoever decides better than a coin, in 95 of 100 measurements. */
    double upper95() {
        return Math.max(value, 1 - value) + NORMAL_95 * standardError;
    }

    /** For each of {@code values}: which part of {@code reference} is below it, equals counted half. */
    private static double[] placements(long[] values, long[] reference) {
        long[] sorted = reference.clone();
        Arrays.sort(sorted);
        return Arrays.stream(values)
                .mapToDouble(value -> (below(sorted, value) + below(sorted, value + 1)) / 2.0 / sorted.length)
                .toArray();
    }

    private static int below(long[] sorted, long limit) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] < limit) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }

    private static double variance(double[] values) {
        double mean = mean(values);
        return Arrays.stream(values)
                        .map(value -> (value - mean) * (value - mean))
                        .sum()
                / (values.length - 1);
    }
}
