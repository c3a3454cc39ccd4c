package coop.plenum.bench;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code GC.class_histogram} tells of the objects that are alive. */
record Histogram(Map<String, Line> classes) {
    private static final Pattern LINE = Pattern.compile("(?m)^\\s*\\d+:\\s+(\\d+)\\s+(\\d+)\\s+(\\S+)");
    private static final String ENTRY = "org.h2.mvstore.cache.CacheLongKeyLIRS$Entry";

    /** One class, of all its loaders. */
    record Line(long objects, long bytes) {
        static final Line NONE = new Line(0, 0);

        Line plus(Line other) {
            return new Line(objects + other.objects, bytes + other.bytes);
        }
    }

    static Histogram parse(String text) {
        Map<String, Line> classes = new TreeMap<>();
        Matcher lines = LINE.matcher(text);
        while (lines.find()) {
            classes.merge(
                    lines.group(3),
                    new Line(Long.parseLong(lines.group(1)), Long.parseLong(lines.group(2))),
                    Line::plus);
        }
        return new Histogram(classes);
    }

    long bytes() {
        return classes.values().stream().mapToLong(Line::bytes).sum();
    }

    /**
     * What H2's page store holds: pages in its cache, and of each that it has dropped from there an entry and a weak
     * reference, up to twelve times as many as it holds. Other weak references are taken for such ones; there are few. What
     * pages hold in turn, such as texts, is not among it.
     */
    long pageCache() {
        Line entries = classes.getOrDefault(ENTRY, Line.NONE);
        Line weak = classes.getOrDefault("java.lang.ref.WeakReference", Line.NONE);
        long references =
                weak.objects() == 0 ? 0 : Math.min(entries.objects(), weak.objects()) * (weak.bytes() / weak.objects());
        return references
                + classes.entrySet().stream()
                        .filter(line -> line.getKey().contains("org.h2.mvstore."))
                        .mapToLong(line -> line.getValue().bytes())
                        .sum();
    }
}
