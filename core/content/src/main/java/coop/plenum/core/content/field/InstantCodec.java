package coop.plenum.core.content.field;

import coop.plenum.api.content.Field;
import coop.plenum.core.store.Dialect;
import coop.plenum.core.store.Row;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Points in time, shown in UTC, kept to the microsecond. */
final class InstantCodec implements FieldCodec {
    private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999Z");

    @Override
    public Object canonical(Field field, Object value) throws InvalidValue {
        if (value instanceof String text) {
            try {
                Instant instant = OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MICROS);
                if (!instant.isBefore(FIRST) && !instant.isAfter(LAST)) {
                    return instant.toString();
                }
            } catch (DateTimeException e) {
                // falls through: whatever the reason, it is no time of RFC 3339
            }
        }
        throw new InvalidValue("A time after RFC 3339 is expected, such as 2026-01-31T12:00:00Z.");
    }

    @Override
    public String column(Dialect dialect) {
        return dialect.types("${timestamp}");
    }

    @Override
    public Object toColumn(Object canonical) {
        return Instant.parse((String) canonical);
    }

    @Override
    public @Nullable Object fromColumn(Row row, int column) throws SQLException {
        return row.optionalInstant(column).map(Instant::toString).orElse(null);
    }

    @Override
    public Object lowest() {
        return FIRST;
    }
}
