package coop.plenum.core.content.item;

import coop.plenum.core.content.type.FieldColumn;
import coop.plenum.core.content.type.TypeTable;
import coop.plenum.core.store.Sql;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Labels, references and elements of lists, once more in tables of their own by which items are found. */
final class SideTables {
    private SideTables() {}

    /** Writes what differs between before and after. */
    static void write(Sql sql, List<Write> writes) throws SQLException {
        Map<String, List<@Nullable Object[]>> batches = new LinkedHashMap<>();
        for (Write write : writes) {
            StoredItem before = write.before();
            UUID id = write.after().id();
            differ(
                    batches,
                    before == null ? Set.of() : labels(before),
                    labels(write.after()),
                    "DELETE FROM content_label WHERE item = ? AND name = ? AND label_value = ?",
                    "INSERT INTO content_label (item, name, label_value) VALUES (?, ?, ?)",
                    entry -> new @Nullable Object[] {id, entry.getKey(), entry.getValue()});
            differ(
                    batches,
                    before == null ? Set.of() : Link.of(before),
                    Link.of(write.after()),
                    "DELETE FROM content_reference WHERE source = ? AND field = ? AND target = ?",
                    "INSERT INTO content_reference (source, field, target) VALUES (?, ?, ?)",
                    link -> new @Nullable Object[] {id, link.field(), link.target()});
            TypeTable table = write.after().table();
            differ(
                    batches,
                    before == null ? Set.of() : elements(before),
                    elements(write.after()),
                    "DELETE FROM " + table.elements() + " WHERE item = ? AND field = ? AND element = ?",
                    "INSERT INTO " + table.elements() + " (item, field, element) VALUES (?, ?, ?)",
                    element -> new @Nullable Object[] {id, element.getKey(), element.getValue()});
        }
        for (Map.Entry<String, List<@Nullable Object[]>> batch : batches.entrySet()) {
            sql.batch(batch.getKey(), batch.getValue());
        }
    }

    private static Set<Map.Entry<String, String>> labels(StoredItem item) {
        return item.labels().entrySet();
    }

    private static Set<Map.Entry<String, String>> elements(StoredItem item) {
        Set<Map.Entry<String, String>> elements = new HashSet<>();
        for (FieldColumn column : item.table().columns()) {
            if (column.multiple()) {
                String field = column.field().name();
                column.elements(item.values().get(field).orElse(null))
                        .forEach(element -> elements.add(Map.entry(field, element)));
            }
        }
        return elements;
    }

    /** Makes a row of arguments. */
    @FunctionalInterface
    private interface Arguments<T> {
        @Nullable
        Object[] of(T what);
    }

    /** Deletions come first: a label's new value takes the place of the old one. */
    private static <T> void differ(
            Map<String, List<@Nullable Object[]>> batches,
            Set<T> before,
            Set<T> after,
            String delete,
            String insert,
            Arguments<T> arguments) {
        List<@Nullable Object[]> deletes = batches.computeIfAbsent(delete, key -> new ArrayList<>());
        List<@Nullable Object[]> inserts = batches.computeIfAbsent(insert, key -> new ArrayList<>());
        for (T old : before) {
            if (!after.contains(old)) {
                deletes.add(arguments.of(old));
            }
        }
        for (T now : after) {
            if (!before.contains(now)) {
                inserts.add(arguments.of(now));
            }
        }
    }

    static void remove(Sql sql, StoredItem item) throws SQLException {
        sql.update("DELETE FROM content_label WHERE item = ?", item.id());
        sql.update("DELETE FROM content_reference WHERE source = ?", item.id());
        sql.update("DELETE FROM content_pending WHERE source = ?", item.id());
        sql.update("DELETE FROM " + item.table().elements() + " WHERE item = ?", item.id());
    }
}
