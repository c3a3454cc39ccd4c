package coop.plenum.core.audit.tlog;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The place of a tile or an entry bundle after C2SP {@code tlog-tiles}, such as {@code 0/x001/067} or
 * {@code entries/000.p/5}; the leading {@code tile/} left out.
 *
 * @param level {@value #ENTRIES} for a bundle of entries
 * @param index within the level
 * @param width number of hashes or entries, {@value #FULL_WIDTH} unless it is a partial one
 */
public record TilePath(int level, long index, int width) {
    public static final int ENTRIES = -1;
    public static final int FULL_WIDTH = 256;

    private static final Pattern FORM = Pattern.compile(
            "(?<level>entries|0|[1-9][0-9]?)/(?<index>(?:x[0-9]{3}/){0,5}[0-9]{3})(?:\\.p/(?<width>[1-9][0-9]{0,2}))?");

    /** The tile as it is in a tree of the given size, partial if it is the last of its level. */
    public static TilePath of(int level, long index, long treeSize) {
        long hashes = treeSize >>> (8 * Math.max(level, 0));
        long width = hashes - index * FULL_WIDTH;
        if (index < 0 || width <= 0) {
            throw new IllegalArgumentException("No tile " + index + " at level " + level + " of " + treeSize + ".");
        }
        return new TilePath(level, index, (int) Math.min(width, FULL_WIDTH));
    }

    /** Empty unless the text is a path in its one valid spelling. */
    public static Optional<TilePath> parse(String text) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        int level = parts.group("level").equals("entries") ? ENTRIES : Integer.parseInt(parts.group("level"));
        long index = Long.parseLong(parts.group("index").replace("/", "").replace("x", ""));
        String width = parts.group("width");
        TilePath path = new TilePath(level, index, width == null ? FULL_WIDTH : Integer.parseInt(width));
        return level <= 63 && path.toString().equals(text) ? Optional.of(path) : Optional.empty();
    }

    public boolean isEntries() {
        return level == ENTRIES;
    }

    @Override
    public String toString() {
        StringBuilder path = new StringBuilder(group(index % 1000));
        for (long rest = index / 1000; rest > 0; rest /= 1000) {
            path.insert(0, "x" + group(rest % 1000) + "/");
        }
        path.insert(0, (isEntries() ? "entries" : Integer.toString(level)) + "/");
        return width == FULL_WIDTH ? path.toString() : path + ".p/" + width;
    }

    private static String group(long number) {
        return String.format(Locale.ROOT, "%03d", number);
    }
}
