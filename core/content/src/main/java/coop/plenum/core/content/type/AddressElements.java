package coop.plenum.core.content.type;

import coop.plenum.api.content.FieldType;
import coop.plenum.core.content.field.Codecs;
import coop.plenum.core.content.field.FieldCodec;
import coop.plenum.core.store.Database;
import coop.plenum.core.store.Sql;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Brings the keys of addresses in side tables that were written as people read them into the form in which those of a
 * network stand together. All of a field's are in one form, so a look at one tells.
 */
final class AddressElements {
    private AddressElements() {}

    static void convert(Database database, Iterable<TypeTable> tables) {
        for (TypeTable table : tables) {
            for (FieldColumn column : table.columns()) {
                FieldType type = column.field().type();
                boolean addresses = type == FieldType.IP_ADDRESS || type == FieldType.CIDR;
                if (addresses && column.multiple() && database.read(sql -> readable(sql, table, column))) {
                    database.write(sql -> convert(sql, table, column));
                }
            }
        }
    }

    private static boolean readable(Sql sql, TypeTable table, FieldColumn column) throws SQLException {
        return sql.one(
                        "SELECT element FROM " + table.elements() + " WHERE field = ? ORDER BY field, element"
                                + " FETCH FIRST 1 ROWS ONLY",
                        row -> row.text(1),
                        column.field().name())
                .filter(element -> element.indexOf('.') >= 0 || element.indexOf(':') >= 0)
                .isPresent();
    }

    private static int convert(Sql sql, TypeTable table, FieldColumn column) throws SQLException {
        String field = column.field().name();
        FieldCodec codec = Codecs.of(column.field().type());
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (String element : sql.query(
                "SELECT DISTINCT element FROM " + table.elements() + " WHERE field = ?", row -> row.text(1), field)) {
            rows.add(new @Nullable Object[] {codec.element(element), field, element});
        }
        sql.batch("UPDATE " + table.elements() + " SET element = ? WHERE field = ? AND element = ?", rows);
        return rows.size();
    }
}
