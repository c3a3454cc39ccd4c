package coop.plenum.core.content.field;

import coop.plenum.api.content.Field;
import coop.plenum.core.store.Dialect;
import coop.plenum.core.store.Row;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** True or false. */
final class BooleanCodec implements FieldCodec {
    @Override
    public Object canonical(Field field, Object value) throws InvalidValue {
        if (!(value instanceof Boolean)) {
            throw new InvalidValue("true or false is expected.");
        }
        return value;
    }

    @Override
    public String column(Dialect dialect) {
        return "BOOLEAN";
    }

    @Override
    public @Nullable Object fromColumn(Row row, int column) throws SQLException {
        return row.flagOrNull(column);
    }

    @Override
    public Object lowest() {
        return false;
    }
}
