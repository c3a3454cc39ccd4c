package coop.plenum.core.content.query;

import coop.plenum.api.content.Field;
import coop.plenum.api.content.State;
import coop.plenum.core.content.field.FieldCodec;
import coop.plenum.core.content.field.InvalidValue;
import coop.plenum.core.store.Dialect;
import coop.plenum.core.store.Row;
import java.sql.SQLException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The state of items; filters may write {@code in-review} as well as {@code IN_REVIEW}. */
record StateCodec(FieldCodec text) implements FieldCodec {
    @Override
    public Object canonical(Field field, Object value) throws InvalidValue {
        String name = String.valueOf(value).toUpperCase(Locale.ROOT).replace('-', '_');
        for (State state : State.values()) {
            if (state.name().equals(name)) {
                return name;
            }
        }
        throw new InvalidValue("unknown-option", "Possible are: draft, in-review, published, archived.");
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
    public Object lowest() {
        return text.lowest();
    }
}
