package coop.plenum.blueprint.yaml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A part of a YAML document and its place. */
public sealed interface Node {
    Place place();

    /** Of the JSON data model; a part with a tag, which has no value here, becomes null. */
    @Nullable
    Object plain();

    /** What it is, for messages. */
    String kind();

    /**
     * A scalar.
     *
     * @param value text, {@code Long}, {@code BigDecimal}, {@code Boolean} or null
     * @param text as it was written
     * @param tag such as {@code !vault}; empty for most
     */
    record Scalar(@Nullable Object value, String text, String tag, Place place) implements Node {
        @Override
        public @Nullable Object plain() {
            return tag.isEmpty() ? value : null;
        }

        @Override
        public String kind() {
            if (value == null) {
                return "nothing";
            }
            if (value instanceof Boolean) {
                return "true or false";
            }
            return value instanceof Number ? "a number" : "a text";
        }
    }

    /** A list. */
    record Sequence(List<Node> elements, Place place) implements Node {
        public Sequence {
            elements = List.copyOf(elements);
        }

        @Override
        public Object plain() {
            List<@Nullable Object> list = new ArrayList<>();
            elements.forEach(element -> list.add(element.plain()));
            return list;
        }

        @Override
        public String kind() {
            return "a list";
        }
    }

    /**
     * A mapping of texts; what was another scalar as a key counts as it was written.
     *
     * @param members in the order of the text
     * @param keys where each key stands
     */
    record Mapping(Map<String, Node> members, Map<String, Place> keys, Place place) implements Node {
        @Override
        public Object plain() {
            Map<String, @Nullable Object> map = new LinkedHashMap<>();
            members.forEach((name, node) -> map.put(name, node.plain()));
            return map;
        }

        @Override
        public String kind() {
            return "a mapping";
        }

        /** Where the member's key stands. */
        public Place at(String key) {
            return keys.getOrDefault(key, place);
        }
    }
}
