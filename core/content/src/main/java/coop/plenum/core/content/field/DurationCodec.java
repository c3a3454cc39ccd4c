package coop.plenum.core.content.field;

import coop.plenum.api.content.Field;
import coop.plenum.core.store.Dialect;
import coop.plenum.core.store.Row;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Spans of time, kept in microseconds. */
final class DurationCodec implements FieldCodec {
    private static final Duration LONGEST = Duration.ofDays(100_000_000);

    @Override
    public Object canonical(Field field, Object value) throws InvalidValue {
        if (value instanceof String text) {
            try {
                Duration duration = Duration.parse(text);
                if (duration.abs().compareTo(LONGEST) <= 0) {
                    return Duration.of(micros(duration), ChronoUnit.MICROS).toString();
                }
            } catch (DateTimeException | ArithmeticException e) {
                // falls through: whatever the reason, it is no duration that can be kept
            }
        }
        throw new InvalidValue("A duration after ISO 8601 in days or less is expected, such as P1DT12H or PT15M.");
    }

    private static long micros(Duration duration) {
        return duration.dividedBy(Duration.of(1, ChronoUnit.MICROS));
    }

    @Override
    public String column(Dialect dialect) {
        return "BIGINT";
    }

    @Override
    public Object toColumn(Object canonical) {
        return micros(Duration.parse((String) canonical));
    }

    @Override
    public @Nullable Object fromColumn(Row row, int column) throws SQLException {
        Long micros = row.numberOrNull(column);
        return micros == null ? null : Duration.of(micros, ChronoUnit.MICROS).toString();
    }

    @Override
    public Object lowest() {
        return Long.MIN_VALUE;
    }
}
