package coop.plenum.core.content.field;

import coop.plenum.api.content.Field;
import coop.plenum.core.store.Dialect;
import coop.plenum.core.store.Row;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** References to secrets; of no use in filters but for their presence. */
record SecretCodec(FieldCodec text) implements FieldCodec {
    @Override
    public Object canonical(Field field, Object value) throws InvalidValue {
        return text.canonical(field, value);
    }

    @Override
    public String column(Dialect dialect) {
        return text.column(dialect);
    }

    @Override
    public @Nullable Object fromColumn(Row row, int column) throws SQLException {
        return text.fromColumn(row, column);
    }

    @Override
    public boolean can(Use use) {
        return false;
    }

    @Override
    public Object lowest() {
        return text.lowest();
    }
}
