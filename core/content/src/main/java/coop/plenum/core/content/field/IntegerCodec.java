package coop.plenum.core.content.field;

import coop.plenum.api.content.Field;
import coop.plenum.core.store.Dialect;
import coop.plenum.core.store.Row;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Whole numbers of 64 bit. */
final class IntegerCodec implements FieldCodec {
    @Override
    public Object canonical(Field field, Object value) throws InvalidValue {
        if (!(value instanceof Long)) {
            throw new InvalidValue("A whole number of at most 64 bits is expected.");
        }
        return value;
    }

    @Override
    public String column(Dialect dialect) {
        return "BIGINT";
    }

    @Override
    public @Nullable Object fromColumn(Row row, int column) throws SQLException {
        return row.numberOrNull(column);
    }

    @Override
    public Object lowest() {
        return Long.MIN_VALUE;
    }
}
