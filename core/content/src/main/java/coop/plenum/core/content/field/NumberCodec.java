package coop.plenum.core.content.field;

import coop.plenum.api.content.Field;
import coop.plenum.core.store.Dialect;
import coop.plenum.core.store.Row;
import java.math.BigDecimal;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Decimal numbers of at most 38 digits, 12 of them after the point. Whole ones appear as {@code Long} where they fit. */
final class NumberCodec implements FieldCodec {
    private static final int FRACTION = 12;
    private static final int WHOLE = 26;
    private static final BigDecimal LOWEST = BigDecimal.TEN.pow(WHOLE).negate();

    @Override
    public Object canonical(Field field, Object value) throws InvalidValue {
        if (value instanceof Long) {
            return value;
        }
        if (!(value instanceof BigDecimal number)) {
            throw new InvalidValue("A number is expected.");
        }
        // Looked at before anything is computed: 1e999999999 is short to write and long to expand.
        if ((long) number.precision() - number.scale() > WHOLE) {
            throw new InvalidValue("At most " + WHOLE + " digits before the point are possible.");
        }
        BigDecimal stripped = number.stripTrailingZeros();
        if (stripped.scale() > FRACTION) {
            throw new InvalidValue("At most " + FRACTION + " digits after the point are possible.");
        }
        return plain(stripped);
    }

    private static Object plain(BigDecimal number) {
        BigDecimal stripped = number.stripTrailingZeros();
        if (stripped.scale() > 0) {
            return stripped;
        }
        BigDecimal whole = stripped.setScale(0);
        return whole.unscaledValue().bitLength() < Long.SIZE ? (Object) whole.longValueExact() : whole;
    }

    @Override
    public String column(Dialect dialect) {
        return "NUMERIC(38, " + FRACTION + ")";
    }

    @Override
    public Object toColumn(Object canonical) {
        return canonical instanceof Long number ? BigDecimal.valueOf(number) : canonical;
    }

    @Override
    public @Nullable Object fromColumn(Row row, int column) throws SQLException {
        BigDecimal number = row.decimalOrNull(column);
        return number == null ? null : plain(number);
    }

    @Override
    public Object lowest() {
        return LOWEST;
    }
}
