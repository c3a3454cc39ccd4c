package coop.plenum.core.content.type;

import coop.plenum.core.store.Sql;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Which types have, or once had, an item that is too large for a thousand like it to be held at once. Their pages are read a
 * few rows at a time and end early, so that nobody fills the memory by asking for a list. Thread-safe.
 */
public final class LargeTypes {
    /** Rows of such a type that are read at once. */
    public static final int AT_ONCE = 8;
    /** Characters after which a page of such a type ends. */
    public static final long PAGE = 4L << 20;

    /** Characters; a thousand of those that are not large take some tens of MiB at most. */
    private static final int LARGE = 16 << 10;
    /** What a number, an identifier or a name takes, roughly. */
    private static final int SMALL = 16;

    private final Set<String> names = ConcurrentHashMap.newKeySet();

    void reload(Collection<String> stored) {
        names.addAll(stored);
    }

    /** Once the transaction that has written {@link #remember} is committed. */
    public void add(TypeTable table) {
        names.add(table.type().name());
    }

    public boolean contains(TypeTable table) {
        return names.contains(table.type().name());
    }

    /** Whether the row is large and its type is not known for that. */
    public boolean isFirst(TypeTable table, List<? extends @Nullable Object> row) {
        return !contains(table) && size(row) > LARGE;
    }

    /** With the transaction that writes the first large row. */
    public void remember(Sql sql, TypeTable table) throws SQLException {
        sql.update(
                "UPDATE content_type SET large = TRUE WHERE name = ?",
                table.type().name());
    }

    /** Roughly how many characters a value of the JSON data model has. */
    public static long size(@Nullable Object value) {
        if (value instanceof String text) {
            return text.length();
        }
        if (value instanceof Map<?, ?> map) {
            long size = 0;
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                size += SMALL + size(entry.getValue());
            }
            return size;
        }
        if (value instanceof Collection<?> list) {
            long size = 0;
            for (Object element : list) {
                size += size(element);
            }
            return size;
        }
        return SMALL;
    }
}
