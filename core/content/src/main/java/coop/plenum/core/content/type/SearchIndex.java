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

/** Makes the words of existing items anew; those of written items are kept by the writer. */
final class SearchIndex {
    private static final int AT_ONCE = 1_000;

    private SearchIndex() {}

    private record Found(UUID id, String title, Values values) {}

    /** Items that were there before there was a search. */
    static void fill(Database database, Iterable<TypeTable> tables) {
        boolean missing = database.read(sql -> isEmpty(sql, "content_word") && !isEmpty(sql, "content_item"));
        if (missing) {
            database.write(sql -> {
                for (TypeTable table : tables) {
                    rebuild(sql, table);
                }
                return null;
            });
        }
    }

    private static boolean isEmpty(Sql sql, String table) throws SQLException {
        return sql.one("SELECT 1 FROM " + table + " FETCH FIRST 1 ROWS ONLY", row -> row.number(1))
                .isEmpty();
    }

    /** Whether other fields are found with the type after. */
    static boolean differs(TypeTable before, TypeTable after) {
        return !names(before).equals(names(after));
    }

    private static List<String> names(TypeTable table) {
        return SearchWords.searched(table).stream()
                .map(FieldColumn::name)
                .sorted()
                .toList();
    }

    static void rebuild(Sql sql, TypeTable table) throws SQLException {
        sql.update(
                "DELETE FROM content_word WHERE item IN (SELECT id FROM content_item WHERE type = ?)",
                table.type().name());
        Optional<UUID> last = Optional.empty();
        List<Found> page = page(sql, table, last);
        while (!page.isEmpty()) {
            List<@Nullable Object[]> rows = new ArrayList<>();
            for (Found item : page) {
                SearchWords.of(table, item.title(), item.values())
                        .forEach(word -> rows.add(new @Nullable Object[] {word, item.id()}));
            }
            sql.batch("INSERT INTO content_word (word, item) VALUES (?, ?)", rows);
            last = Optional.of(page.get(page.size() - 1).id());
            page = page(sql, table, last);
        }
    }

    private static List<Found> page(Sql sql, TypeTable table, Optional<UUID> after) throws SQLException {
        List<FieldColumn> columns = SearchWords.searched(table);
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
