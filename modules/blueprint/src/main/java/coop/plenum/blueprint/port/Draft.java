package coop.plenum.blueprint.port;

import coop.plenum.blueprint.language.Interpolation;
import coop.plenum.blueprint.yaml.YamlWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A blueprint that is being made from something else, and a report of what became of each part. For one use. */
final class Draft {
    private static final int LONGEST_KEY = 40;

    private final String name;
    private final Map<String, Object> parameters = new LinkedHashMap<>();
    private final Map<String, Object> items = new LinkedHashMap<>();
    private final List<Line> report = new ArrayList<>();

    /** @param outcome {@code carried}, {@code partly} or {@code left} */
    record Line(String what, String outcome, String message) {}

    Draft(String name) {
        this.name = name;
    }

    /** A key that no other item has, made of the title. */
    String key(String title) {
        return free(title, items);
    }

    private static String free(String title, Map<String, Object> taken) {
        String letters =
                title.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_").replaceAll("^_+|_+$", "");
        String base = letters.isEmpty() || !Character.isLetter(letters.charAt(0)) ? "item_" + letters : letters;
        String first = base.length() > LONGEST_KEY - 6 ? base.substring(0, LONGEST_KEY - 6) : base;
        String key = first;
        for (int i = 2; taken.containsKey(key); i++) {
            key = first + "_" + i;
        }
        return key;
    }

    /** Keeps the key for an item that is described later. */
    void reserve(String key) {
        items.put(key, Map.of());
    }

    void item(String key, Map<String, Object> item) {
        items.put(key, item);
    }

    /**
     * Asks for something.
     *
     * @return the text that stands for what is given
     */
    String parameter(String wish, String description, @Nullable Object fallback) {
        String parameter = free(wish, parameters);
        Map<String, Object> asked = new LinkedHashMap<>();
        asked.put("type", "string");
        asked.put("description", description);
        if (fallback == null) {
            asked.put("required", true);
        } else {
            asked.put("default", fallback);
        }
        parameters.put(parameter, asked);
        return "${parameters." + parameter + "}";
    }

    void report(String what, String outcome, String message) {
        report.add(new Line(what, outcome, message));
    }

    List<Line> lines() {
        return List.copyOf(report);
    }

    /** What stands there, without becoming an expression. */
    static @Nullable Object literal(@Nullable Object value) {
        if (value instanceof String text) {
            return Interpolation.escape(text);
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> copy = new ArrayList<>();
            list.forEach(element -> copy.add(literal(element)));
            return copy;
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> copy = new LinkedHashMap<>();
            map.forEach((key, element) -> copy.put(String.valueOf(key), literal(element)));
            return copy;
        }
        return value;
    }

    String yaml() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("name", name);
        if (!parameters.isEmpty()) {
            document.put("parameters", parameters);
        }
        document.put("items", items);
        return YamlWriter.write(document);
    }

    /** As it is answered. */
    Map<String, Object> answer() {
        return Map.of(
                "source",
                yaml(),
                "report",
                report.stream()
                        .map(line -> Map.of("what", line.what(), "outcome", line.outcome(), "message", line.message()))
                        .toList());
    }
}
