package coop.plenum.core.content.field;

import coop.plenum.api.content.Field;
import coop.plenum.core.store.Dialect;
import coop.plenum.core.store.Json;
import coop.plenum.core.store.Row;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is kept whole and neither filtered nor sorted: any JSON, or a map of texts. */
final class JsonCodec implements FieldCodec {
    private static final int MOST = 1 << 20;
    private static final int DEEPEST = 100;
    private static final int LARGEST_EXPONENT = 400;

    private final boolean labels;

    JsonCodec(boolean labels) {
        this.labels = labels;
    }

    @Override
    public Object canonical(Field field, Object value) throws InvalidValue {
        if (labels && !(value instanceof Map<?, ?> map && map.values().stream().allMatch(String.class::isInstance))) {
            throw new InvalidValue("An object with texts as values is expected.");
        }
        check(value, 0);
        if (Json.writeAny(value).length() > MOST) {
            throw new InvalidValue("too-long", "At most 1 MiB is possible.");
        }
        return withoutNulls(value);
    }

    /** A merge patch cannot set a member to null, so none ever is; elements of lists may be. */
    private static Object withoutNulls(Object value) {
        if (!(value instanceof Map<?, ?> map)) {
            return value;
        }
        Map<String, Object> kept = new LinkedHashMap<>();
        map.forEach((name, member) -> {
            if (member != null) {
                kept.put(String.valueOf(name), withoutNulls(member));
            }
        });
        return kept;
    }

    private static void check(@Nullable Object value, int depth) throws InvalidValue {
        if (depth > DEEPEST) {
            throw new InvalidValue("At most " + DEEPEST + " levels are possible.");
        }
        if (value instanceof BigDecimal number
                && Math.abs((long) number.precision() - number.scale()) > LARGEST_EXPONENT) {
            throw new InvalidValue("The number is too large or too small.");
        }
        if (value instanceof String text) {
            Texts.storable(text, MOST);
        }
        if (value instanceof Map<?, ?> map) {
            for (Map.Entry<?, ?> member : map.entrySet()) {
                check(member.getKey(), depth + 1);
                check(member.getValue(), depth + 1);
            }
        }
        if (value instanceof Collection<?> elements) {
            for (Object element : elements) {
                check(element, depth + 1);
            }
        }
    }

    @Override
    public String column(Dialect dialect) {
        return dialect.types("${text}");
    }

    @Override
    public Object toColumn(Object canonical) {
        return Json.writeAny(canonical);
    }

    @Override
    public @Nullable Object fromColumn(Row row, int column) throws SQLException {
        String text = row.textOrNull(column);
        return text == null ? null : Json.readAny(text);
    }

    @Override
    public boolean can(Use use) {
        return false;
    }

    @Override
    public Object lowest() {
        throw new UnsupportedOperationException("JSON has no order");
    }
}
