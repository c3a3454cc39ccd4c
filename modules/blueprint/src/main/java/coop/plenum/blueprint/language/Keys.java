package coop.plenum.blueprint.language;

import coop.plenum.api.PlenumException;
import coop.plenum.blueprint.language.Blueprint.Entry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which items an entry stands for: none, one, or one for each element of a list or map. */
final class Keys {
    private static final Pattern SUFFIX = Pattern.compile("[a-zA-Z0-9._-]{1,40}");
    private static final int MOST = 500;

    private Keys() {}

    /**
     * One item of an entry.
     *
     * @param each key, value and index where the entry says {@code foreach}
     */
    record Instance(String key, Optional<Map<String, @Nullable Object>> each) {}

    /** @throws PlenumException {@code invalid-expression} */
    static List<Instance> of(String key, Entry entry, Evaluation evaluation, Map<String, @Nullable Object> variables) {
        if (entry.when().isPresent() && !wanted(evaluation.evaluate(entry.when().get(), variables))) {
            return List.of();
        }
        if (entry.foreach().isEmpty()) {
            return List.of(new Instance(key, Optional.empty()));
        }
        Object over = evaluation.evaluate(entry.foreach().get(), variables);
        List<Instance> instances = new ArrayList<>();
        if (over instanceof List<?> list) {
            limited(list.size());
            for (int i = 0; i < list.size(); i++) {
                instances.add(instance(key, String.valueOf(i), (long) i, list.get(i), i));
            }
        } else if (over instanceof Map<?, ?> map) {
            limited(map.size());
            int index = 0;
            for (Map.Entry<?, ?> element : map.entrySet()) {
                String name = String.valueOf(element.getKey());
                instances.add(instance(key, name, name, element.getValue(), index++));
            }
        } else {
            throw PlenumException.invalid("invalid-expression", "\"foreach\" takes a list or a map.");
        }
        return instances;
    }

    private static boolean wanted(@Nullable Object value) {
        if (value instanceof Boolean flag) {
            return flag;
        }
        throw PlenumException.invalid("invalid-expression", "\"when\" takes true or false.");
    }

    private static void limited(int size) {
        if (size > MOST) {
            throw PlenumException.invalid(
                    "blueprint-too-large", "A deployment has at most " + MOST + " items; here are " + size + ".");
        }
    }

    private static Instance instance(String key, String suffix, Object name, @Nullable Object value, long index) {
        if (!SUFFIX.matcher(suffix).matches()) {
            throw PlenumException.invalid(
                    "invalid-expression",
                    "Keys of a map in \"foreach\" have 1 to 40 letters, digits, dots, hyphens and _; \""
                            + (suffix.length() > 60 ? suffix.substring(0, 60) : suffix) + "\" has others.");
        }
        Map<String, @Nullable Object> each = new LinkedHashMap<>();
        each.put("key", name);
        each.put("value", value);
        each.put("index", index);
        return new Instance(key + "[" + suffix + "]", Optional.of(each));
    }

    /** What {@code item.<key>} is: one reference, or a list or map of them. */
    static Object tree(String prefix, List<Instance> instances) {
        Optional<Map<String, @Nullable Object>> first = instances.get(0).each();
        if (first.isEmpty()) {
            return Marker.of(prefix + instances.get(0).key());
        }
        if (first.get().get("key") instanceof Long) {
            return instances.stream()
                    .map(instance -> Marker.of(prefix + instance.key()))
                    .toList();
        }
        Map<String, Object> map = new LinkedHashMap<>();
        instances.forEach(instance ->
                map.put(String.valueOf(instance.each().orElseThrow().get("key")), Marker.of(prefix + instance.key())));
        return map;
    }
}
