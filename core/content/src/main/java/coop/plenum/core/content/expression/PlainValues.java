package coop.plenum.core.content.expression;

import com.google.common.primitives.UnsignedLong;
import dev.cel.common.values.NullValue;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Between the JSON data model and what CEL calculates with. */
final class PlainValues {
    private PlainValues() {}

    /** CEL has no decimal numbers: those become doubles. */
    static Object toCel(@Nullable Object value) {
        if (value == null) {
            return NullValue.NULL_VALUE;
        }
        if (value instanceof BigDecimal decimal) {
            return decimal.doubleValue();
        }
        if (value instanceof Integer number) {
            return number.longValue();
        }
        if (value instanceof List<?> list) {
            List<Object> copy = new ArrayList<>(list.size());
            list.forEach(element -> copy.add(toCel(element)));
            return copy;
        }
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> copy = new LinkedHashMap<>();
            map.forEach((name, element) -> copy.put(String.valueOf(name), toCel(element)));
            return copy;
        }
        return value;
    }

    /** @throws IllegalArgumentException if JSON has no such value */
    static @Nullable Object fromCel(@Nullable Object value) {
        if (value == null || value instanceof NullValue) {
            return null;
        }
        if (value instanceof String || value instanceof Long || value instanceof Boolean) {
            return value;
        }
        if (value instanceof Double number) {
            return decimal(number);
        }
        if (value instanceof UnsignedLong number) {
            return number.longValue() >= 0 ? (Object) number.longValue() : new BigDecimal(number.bigIntegerValue());
        }
        if (value instanceof Instant || value instanceof Duration) {
            return value.toString();
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> copy = new ArrayList<>(list.size());
            list.forEach(element -> copy.add(fromCel(element)));
            return copy;
        }
        if (value instanceof Map<?, ?> map) {
            return object(map);
        }
        throw new IllegalArgumentException(
                "The result is neither a text, a number, true or false, null, a list nor a map.");
    }

    private static Map<String, @Nullable Object> object(Map<?, ?> map) {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        map.forEach((key, element) -> {
            if (!(key instanceof String name)) {
                throw new IllegalArgumentException(
                        "The result is a map whose keys are no texts; string(key) makes one.");
            }
            copy.put(name, fromCel(element));
        });
        return copy;
    }

    private static BigDecimal decimal(double number) {
        if (Double.isNaN(number) || Double.isInfinite(number)) {
            throw new IllegalArgumentException("The result is no finite number.");
        }
        return BigDecimal.valueOf(number);
    }
}
