package coop.plenum.core.content.field;

import coop.plenum.api.content.Field;
import coop.plenum.core.store.Dialect;
import coop.plenum.core.store.Row;
import java.sql.SQLException;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** References to items, by id. That the item exists is checked elsewhere. */
final class UuidCodec implements FieldCodec {
    private static final Pattern UUID_TEXT =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");

    @Override
    public Object canonical(Field field, Object value) throws InvalidValue {
        if (!(value instanceof String text) || !UUID_TEXT.matcher(text).matches()) {
            throw new InvalidValue("The id of an item is expected, a UUID.");
        }
        return UUID.fromString(text).toString();
    }

    @Override
    public String column(Dialect dialect) {
        return "UUID";
    }

    @Override
    public Object toColumn(Object canonical) {
        return UUID.fromString((String) canonical);
    }

    @Override
    public @Nullable Object fromColumn(Row row, int column) throws SQLException {
        return row.optionalUuid(column).map(UUID::toString).orElse(null);
    }

    @Override
    public Object lowest() {
        return new UUID(0, 0);
    }
}
