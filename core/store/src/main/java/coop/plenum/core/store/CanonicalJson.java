package coop.plenum.core.store;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The canonical form after RFC 8785, with one difference: numbers are exact. Equal numbers look the same however they
 * were written, plainly ({@code 1500}, {@code 0.0000001}) unless that takes more than {@value #PLAIN} digits.
 */
final class CanonicalJson {
    private static final int PLAIN = 100;

    private final StringBuilder out = new StringBuilder();

    private CanonicalJson() {}

    static String of(@Nullable Object value) {
        CanonicalJson json = new CanonicalJson();
        json.append(value);
        return json.out.toString();
    }

    private void append(@Nullable Object value) {
        if (value instanceof String text) {
            append(text);
        } else if (value instanceof Map<?, ?> map) {
            append(map);
        } else if (value instanceof List<?> list) {
            append(list);
        } else if (value instanceof BigDecimal number) {
            append(number);
        } else if (value == null || value instanceof Boolean || value instanceof Long) {
            out.append(value);
        } else {
            throw new IllegalArgumentException("Not of the JSON data model: " + value.getClass());
        }
    }

    private void append(Map<?, ?> map) {
        Map<String, @Nullable Object> sorted = new TreeMap<>(); // by UTF-16 code units, as the RFC wants
        map.forEach((name, member) -> sorted.put(String.valueOf(name), member));
        char before = '{';
        for (Map.Entry<String, @Nullable Object> member : sorted.entrySet()) {
            out.append(before);
            append(member.getKey());
            out.append(':');
            append(member.getValue());
            before = ',';
        }
        out.append(sorted.isEmpty() ? "{}" : "}");
    }

    private void append(List<?> list) {
        char before = '[';
        for (Object element : list) {
            out.append(before);
            append(element);
            before = ',';
        }
        out.append(list.isEmpty() ? "[]" : "]");
    }

    private void append(BigDecimal number) {
        BigDecimal shortest = number.stripTrailingZeros();
        boolean plain = Math.abs((long) shortest.scale()) <= PLAIN;
        out.append(plain ? shortest.toPlainString() : shortest.toString());
    }

    private void append(String text) {
        Texts.requireWellFormed(text);
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\b' -> out.append("\\b");
                case '\t' -> out.append("\\t");
                case '\n' -> out.append("\\n");
                case '\f' -> out.append("\\f");
                case '\r' -> out.append("\\r");
                default -> {
                    if (c < ' ') {
                        out.append("\\u00").append(c < 0x10 ? '0' : '1').append(Character.forDigit(c & 0xf, 16));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }
}
