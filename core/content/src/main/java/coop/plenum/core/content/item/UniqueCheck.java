package coop.plenum.core.content.item;

import coop.plenum.api.content.Field;
import coop.plenum.core.content.type.FieldColumn;
import coop.plenum.core.store.Sql;
import java.sql.SQLException;

/** Looks for values that are taken, for answers before anything is written; when it is, the unique index decides. */
final class UniqueCheck {
    private UniqueCheck() {}

    static void check(Sql sql, StoredItem item) throws SQLException {
        for (FieldColumn column : item.table().columns()) {
            Object value =
                    column.toColumn(item.values().asMap().get(column.field().name()));
            if (value == null || !column.field().is(Field.Flag.UNIQUE)) {
                continue;
            }
            boolean taken = sql.one(
                            "SELECT 1 FROM " + item.table().name() + " WHERE "
                                    + column.key(column.name(), sql.dialect()) + " = ? AND " + column.name() + " = ?",
                            row -> true,
                            column.keyValue(value, sql.dialect()),
                            value)
                    .orElse(false);
            if (taken) {
                throw ItemWriter.taken(
                        "/values/" + column.field().name(), column.field().label(), null);
            }
        }
    }
}
