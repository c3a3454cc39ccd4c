package coop.plenum.blueprint.yaml;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Writes values of the JSON data model as YAML in block style. What is written reads as the same values. */
public final class YamlWriter {
    /** Texts that need no quotes: nothing in them means anything to YAML. */
    private static final Pattern SAFE = Pattern.compile("[A-Za-z_][A-Za-z0-9_./-]*(?: [A-Za-z0-9_./()-]+)*");

    private final StringBuilder text = new StringBuilder();

    private YamlWriter() {}

    public static String write(Map<String, ?> document) {
        YamlWriter writer = new YamlWriter();
        writer.members(document, 0);
        return writer.text.toString();
    }

    private void members(Map<?, ?> map, int indent) {
        map.forEach((key, value) -> {
            text.append("  ".repeat(indent)).append(scalar(String.valueOf(key))).append(':');
            value(value, indent);
        });
    }

    private void value(@Nullable Object value, int indent) {
        if (value instanceof Map<?, ?> map && !map.isEmpty()) {
            text.append('\n');
            members(map, indent + 1);
        } else if (value instanceof List<?> list && !list.isEmpty()) {
            text.append('\n');
            list.forEach(element -> element(element, indent + 1));
        } else {
            text.append(' ').append(single(value)).append('\n');
        }
    }

    private void element(@Nullable Object element, int indent) {
        text.append("  ".repeat(indent)).append('-');
        value(element, indent);
    }

    private static String single(@Nullable Object value) {
        if (value instanceof Map) {
            return "{}";
        }
        if (value instanceof List) {
            return "[]";
        }
        if (value instanceof BigDecimal decimal) {
            return decimal.toPlainString();
        }
        return value instanceof String name ? scalar(name) : String.valueOf(value);
    }

    private static String scalar(String value) {
        return (SAFE.matcher(value).matches() && Scalars.value(value) instanceof String) ? value : quoted(value);
    }

    private static String quoted(String value) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < value.length(); i++) {
            char each = value.charAt(i);
            switch (each) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                default -> {
                    if (each < ' ' || each > '~') {
                        quoted.append("\\u").append(hex(each));
                    } else {
                        quoted.append(each);
                    }
                }
            }
        }
        return quoted.append('"').toString();
    }

    private static String hex(char each) {
        return Integer.toHexString(0x10000 | each).substring(1);
    }
}
