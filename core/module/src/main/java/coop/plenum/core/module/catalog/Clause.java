package coop.plenum.core.module.catalog;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One clause of an OSGi manifest header: {@code path;path;attribute=value;directive:=value}.
 *
 * @param attributes typed where the header says so ({@code version:Version=1.0}), else text
 */
record Clause(List<String> paths, Map<String, Object> attributes, Map<String, String> directives) {
    /** @throws IllegalArgumentException when the header does not follow the grammar */
    static List<Clause> parse(@Nullable String header) {
        List<Clause> clauses = new ArrayList<>();
        if (header == null) {
            return clauses;
        }
        for (String clause : split(header, ',')) {
            List<String> paths = new ArrayList<>();
            Map<String, Object> attributes = new LinkedHashMap<>();
            Map<String, String> directives = new LinkedHashMap<>();
            for (String part : split(clause, ';')) {
                int equals = outsideQuotes(part, '=');
                if (equals < 0) {
                    paths.add(unquote(part));
                } else if (equals > 0 && part.charAt(equals - 1) == ':') {
                    directives.put(part.substring(0, equals - 1).trim(), unquote(part.substring(equals + 1)));
                } else {
                    attribute(attributes, part.substring(0, equals).trim(), unquote(part.substring(equals + 1)));
                }
            }
            if (paths.isEmpty()) {
                throw new IllegalArgumentException("No name in \"" + clause + "\"");
            }
            clauses.add(new Clause(List.copyOf(paths), attributes, directives));
        }
        return clauses;
    }

    private static void attribute(Map<String, Object> attributes, String name, String value) {
        int colon = name.indexOf(':');
        if (colon < 0) {
            attributes.put(name, value);
        } else {
            attributes.put(
                    name.substring(0, colon).trim(),
                    TypedValue.of(name.substring(colon + 1).trim(), value));
        }
    }

    private static List<String> split(String text, char separator) {
        List<String> parts = new ArrayList<>();
        String rest = text;
        while (true) {
            int end = outsideQuotes(rest, separator);
            String part = (end < 0 ? rest : rest.substring(0, end)).trim();
            if (!part.isEmpty()) {
                parts.add(part);
            }
            if (end < 0) {
                return parts;
            }
            rest = rest.substring(end + 1);
        }
    }

    private static int outsideQuotes(String text, char wanted) {
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && quoted) {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == wanted && !quoted) {
                return i;
            }
        }
        return -1;
    }

    private static String unquote(String text) {
        String trimmed = text.trim();
        if (trimmed.length() < 2 || trimmed.charAt(0) != '"' || trimmed.charAt(trimmed.length() - 1) != '"') {
            return trimmed;
        }
        return trimmed.substring(1, trimmed.length() - 1).replaceAll("\\\\([\"\\\\])", "$1");
    }
}
