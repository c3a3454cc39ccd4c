package coop.plenum.bench;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.DoubleStream;

/** Least, middle and largest of some figures; {@code toString} is JSON. */
record Spread(double min, double median, double max) {
    static Spread of(DoubleStream figures) {
        double[] sorted = figures.sorted().toArray();
        return new Spread(sorted[0], sorted[sorted.length / 2], sorted[sorted.length - 1]);
    }

    /** The value below which the share of the sorted figures lies. */
    static double percentile(double[] figures, double share) {
        double[] sorted = figures.clone();
        Arrays.sort(sorted);
        return sorted[Math.min(sorted.length - 1, (int) (sorted.length * share))];
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "{\"min\":%.3f,\"median\":%.3f,\"max\":%.3f}", min, median, max);
    }
}
