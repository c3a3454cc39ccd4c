package coop.plenum.infrastructure.api;

import coop.plenum.api.content.ContentType;
import coop.plenum.api.content.ContentTypes;
import coop.plenum.api.content.Field;
import coop.plenum.api.content.FieldType;
import coop.plenum.api.content.Item;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A value that is worked out when its step is taken, from resources that other steps of the same change have made or
 * changed by then. It stands among the values of a step, at any depth, as an object:
 *
 * <pre>{@code
 * {"$expression": "live.web.values.address + \"/32\"", "$live": {"web": "step:web"}, "$with": {"each": {"index": 0}}}
 * }</pre>
 *
 * @param expression in CEL, over {@code live} and the names of {@code with}
 * @param live objects and lists with texts at their ends: {@code step:<key>}, or the id of an item. In their places the
 *     expression finds {@code id}, {@code type}, {@code title} and {@code values}, without those that are sensitive
 * @param with what else it may name; plain values
 */
public record LateValue(String expression, Object live, Map<String, ? extends @Nullable Object> with) {
    /** The variable that resources stand in. */
    public static final String VARIABLE = "live";

    private static final String EXPRESSION = "$expression";
    private static final String LIVE = "$live";
    private static final String WITH = "$with";

    /** As it stands among values. */
    public Map<String, Object> value() {
        Map<String, Object> value = new LinkedHashMap<>();
        value.put(EXPRESSION, expression);
        value.put(LIVE, live);
        if (!with.isEmpty()) {
            value.put(WITH, with);
        }
        return value;
    }

    /** The late value that a value is; anything that has not just this form is a plain value. */
    public static Optional<LateValue> of(@Nullable Object value) {
        if (!(value instanceof Map<?, ?> map)
                || !(map.get(EXPRESSION) instanceof String expression)
                || !(map.get(LIVE) instanceof Map<?, ?> live)
                || !((map.containsKey(WITH) ? map.get(WITH) : Map.of()) instanceof Map<?, ?> given)
                || map.size() != (map.containsKey(WITH) ? 3 : 2)) {
            return Optional.empty();
        }
        Map<String, @Nullable Object> with = new LinkedHashMap<>();
        given.forEach((name, one) -> with.put(String.valueOf(name), one));
        return Optional.of(new LateValue(expression, live, with));
    }

    /** All that stand somewhere in a value. */
    public static List<LateValue> in(@Nullable Object value) {
        List<LateValue> found = new ArrayList<>();
        replace(value, late -> {
            found.add(late);
            return null;
        });
        return found;
    }

    /** The value with something else in place of each that stands somewhere in it. */
    public static @Nullable Object replace(@Nullable Object value, Function<LateValue, @Nullable Object> by) {
        Optional<LateValue> late = of(value);
        if (late.isPresent()) {
            return by.apply(late.get());
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> replaced = new LinkedHashMap<>();
            map.forEach((name, one) -> replaced.put(String.valueOf(name), replace(one, by)));
            return replaced;
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> replaced = new ArrayList<>();
            list.forEach(one -> replaced.add(replace(one, by)));
            return replaced;
        }
        return value;
    }

    /** What an expression finds in place of an item; what is sensitive would come to stand where it is shown to others. */
    public static Map<String, Object> found(Item item, ContentTypes types) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>(item.values().asMap());
        types.find(item.type()).map(ContentType::fields).orElse(List.of()).stream()
                .filter(field -> field.is(Field.Flag.SENSITIVE) || field.type() == FieldType.SECRET)
                .map(Field::name)
                .forEach(values::remove);
        return Map.of("id", item.id().toString(), "type", item.type(), "title", item.title(), "values", values);
    }

    /** The texts at the ends of {@code live}. */
    public List<String> ends() {
        List<String> ends = new ArrayList<>();
        resolve(live, end -> {
            ends.add(end);
            return null;
        });
        return ends;
    }

    /** {@code live} with something else in place of each text. */
    public @Nullable Object resolved(Function<String, @Nullable Object> by) {
        return resolve(live, by);
    }

    private static @Nullable Object resolve(@Nullable Object tree, Function<String, @Nullable Object> by) {
        if (tree instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> resolved = new LinkedHashMap<>();
            map.forEach((name, one) -> resolved.put(String.valueOf(name), resolve(one, by)));
            return resolved;
        }
        if (tree instanceof List<?> list) {
            List<@Nullable Object> resolved = new ArrayList<>();
            list.forEach(one -> resolved.add(resolve(one, by)));
            return resolved;
        }
        return tree instanceof String end ? by.apply(end) : null;
    }
}
