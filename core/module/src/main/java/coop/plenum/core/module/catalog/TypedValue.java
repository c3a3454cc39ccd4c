package coop.plenum.core.module.catalog;

import java.util.ArrayList;
import java.util.List;
import org.osgi.framework.Version;

/** Attribute values of capabilities, in the type that their declaration names. */
final class TypedValue {
    private TypedValue() {}

    /**
     * @param type {@code String}, {@code Version}, {@code Long}, {@code Double} or {@code List<...>} of these
     * @throws IllegalArgumentException when the text is no such value or the type is unknown
     */
    static Object of(String type, String text) {
        if (type.startsWith("List")) {
            String element = type.length() > 6 ? type.substring(5, type.length() - 1) : "String";
            return split(text).stream()
                    .map(part -> scalar(element.trim(), part))
                    .toList();
        }
        return scalar(type, text);
    }

    private static Object scalar(String type, String text) {
        return switch (type) {
            case "String" -> text;
            case "Version" -> Version.parseVersion(text.trim());
            case "Long" -> Long.valueOf(text.trim());
            case "Double" -> Double.valueOf(text.trim());
            default -> throw new IllegalArgumentException("Unknown attribute type " + type);
        };
    }

    /** Elements are separated by commas; a backslash takes the next character as it is. */
    private static List<String> split(String text) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < text.length()) {
                part.append(text.charAt(++i));
            } else if (c == ',') {
                parts.add(part.toString().trim());
                part.setLength(0);
            } else {
                part.append(c);
            }
        }
        parts.add(part.toString().trim());
        return parts;
    }
}
