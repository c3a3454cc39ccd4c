package coop.plenum.core.audit;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * RFC 8785 JSON without floating-point numbers: numbers that are no integers of at most 53 bits are written as strings,
 * so that every reader computes the same bytes.
 */
final class CanonicalJson {
    private static final long MAX_SAFE_INTEGER = (1L << 53) - 1;
    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private final StringBuilder out = new StringBuilder(512);

    private CanonicalJson() {}

    static byte[] of(Map<String, ?> object) {
        CanonicalJson json = new CanonicalJson();
        json.object(object);
        return json.out.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void any(@Nullable Object value) {
        if (value == null || value instanceof Boolean) {
            out.append(value);
        } else if (value instanceof Map<?, ?> map) {
            object(map);
        } else if (value instanceof Iterable<?> list) {
            array(list.iterator());
        } else if (value instanceof Long || value instanceof Integer) {
            integer(((Number) value).longValue());
        } else if (value instanceof BigDecimal decimal) {
            decimal(decimal);
        } else {
            string(value.toString());
        }
    }

    private void object(Map<?, ?> map) {
        // String.compareTo orders by UTF-16 code units, as RFC 8785, 3.2.3 asks.
        Map<String, @Nullable Object> sorted = new TreeMap<>();
        map.forEach((name, value) -> sorted.put(String.valueOf(name), value));
        out.append('{');
        String separator = "";
        for (Map.Entry<String, @Nullable Object> member : sorted.entrySet()) {
            out.append(separator);
            string(member.getKey());
            out.append(':');
            any(member.getValue());
            separator = ",";
        }
        out.append('}');
    }

    private void array(Iterator<?> elements) {
        out.append('[');
        while (elements.hasNext()) {
            any(elements.next());
            out.append(elements.hasNext() ? "," : "");
        }
        out.append(']');
    }

    private void integer(long number) {
        if (Math.abs(number) <= MAX_SAFE_INTEGER && number != Long.MIN_VALUE) {
            out.append(number);
        } else {
            string(Long.toString(number));
        }
    }

    private void decimal(BigDecimal number) {
        BigDecimal plain = number.stripTrailingZeros();
        if (plain.scale() <= 0 && plain.precision() - plain.scale() <= 15) {
            integer(plain.longValueExact());
        } else {
            string(plain.scale() < -100 ? plain.toString() : plain.toPlainString());
        }
    }

    private void string(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            switch (unit) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\b' -> out.append("\\b");
                case '\t' -> out.append("\\t");
                case '\n' -> out.append("\\n");
                case '\f' -> out.append("\\f");
                case '\r' -> out.append("\\r");
                default -> {
                    if (unit < ' ') {
                        out.append("\\u00").append(HEX[unit >> 4]).append(HEX[unit & 0xf]);
                    } else {
                        out.append(unit);
                    }
                }
            }
        }
        out.append('"');
    }
}
