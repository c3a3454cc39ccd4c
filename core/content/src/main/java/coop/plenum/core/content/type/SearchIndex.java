package coop.plenum.core.content.type;

import coop.plenum.api.Values;
import coop.plenum.core.store.Database;
import coop.plenum.core.store.Row;
import coop.plenum.core.store.Sql;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes the searched texts of existing items anew; those of written items are kept by the writer. */
final class SearchIndex {
    private static final int AT_ONCE = 1_000;

    private SearchIndex() {}

    private record Found(UUID id, String title, Values values) {}

    /** Items that were there before there was a search: all of them have no text, or none. */
    static void fill(Database database, Iterable<TypeTable> tables) {
        boolean missing = database.read(sql -> sql.one(
                        "SELECT CASE WHEN search IS NULL THEN 1 ELSE 0 END FROM content_item ORDER BY id"
                                + " FETCH FIRST 1 ROWS ONLY",
                        row -> row.number(1)))
                .filter(none -> none == 1)
                .isPresent();
        if (missing) {
            database.write(sql -> {
                for (TypeTable table : tables) {
                    rebuild(sql, table);
                }
                return null;
            });
        }
    }

    /** Whether other fields are searched with the type after. */
    static boolean differs(TypeTable before, TypeTable after) {
        return !names(before).equals(names(after));
    }

    private static List<String> names(TypeTable table) {
        return table.searched().stream().map(FieldColumn::name).sorted().toList();
    }

    static void rebuild(Sql sql, TypeTable table) throws SQLException {
        Optional<UUID> last = Optional.empty();
        List<Found> page = page(sql, table, last);
        while (!page.isEmpty()) {
            List<@Nullable Object[]> rows = new ArrayList<>();
            page.forEach(item ->
                    rows.add(new @Nullable Object[] {SearchText.of(table, item.title(), item.values()), item.id()}));
            sql.batch("UPDATE content_item SET search = ? WHERE id = ?", rows);
            last = Optional.of(page.get(page.size() - 1).id());
            page = page(sql, table, last);
        }
    }

    private static List<Found> page(Sql sql, TypeTable table, Optional<UUID> after) throws SQLException {
        List<FieldColumn> columns = table.searched();
        String select = columns.stream().map(column -> ", " + column.name()).collect(Collectors.joining());
        String statement = "SELECT id, title" + select + " FROM " + table.name()
                + (after.isPresent() ? " WHERE id > ?" : "") + " ORDER BY id FETCH FIRST " + AT_ONCE + " ROWS ONLY";
        return after.isPresent()
                ? sql.query(statement, row -> found(row, columns), after.get())
                : sql.query(statement, row -> found(row, columns));
    }

    private static Found found(Row row, List<FieldColumn> columns) throws SQLException {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            values.put(columns.get(i).field().name(), columns.get(i).fromColumn(row, i + 3));
        }
        return new Found(row.uuid(1), row.text(2), Values.of(values));
    }
}
