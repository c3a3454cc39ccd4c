package coop.plenum.infrastructure.changeset;

import coop.plenum.api.Values;
import coop.plenum.api.content.ContentType;
import coop.plenum.api.content.FieldType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** {@code step:<key>} in a reference field: the resource that another step of the same change makes. */
final class StepReference {
    private static final String PREFIX = "step:";

    private StepReference() {}

    static String to(String key) {
        return PREFIX + key;
    }

    /** Stands for the item until there is one; the same for the same key, so that a plan has the same digest. */
    static String placeholder(String key) {
        return UUID.nameUUIDFromBytes(to(key).getBytes(StandardCharsets.UTF_8)).toString();
    }

    /** The key that a value refers to. */
    static Optional<String> key(@Nullable Object value) {
        return value instanceof String text && text.startsWith(PREFIX)
                ? Optional.of(text.substring(PREFIX.length()))
                : Optional.empty();
    }

    /** Names of the fields whose values are references. */
    static Set<String> fields(ContentType type) {
        Set<String> names = new LinkedHashSet<>();
        type.fields().stream()
                .filter(field -> field.type() == FieldType.REFERENCE)
                .forEach(field -> names.add(field.name()));
        return names;
    }

    /** What the fields refer to, by field. */
    static Map<String, List<String>> in(Values values, Set<String> fields) {
        Map<String, List<String>> found = new LinkedHashMap<>();
        for (String field : fields) {
            values.get(field).ifPresent(value -> {
                List<String> texts = new ArrayList<>();
                for (Object one : value instanceof List<?> list ? list : List.of(value)) {
                    if (one instanceof String text) {
                        texts.add(text);
                    }
                }
                found.put(field, texts);
            });
        }
        return found;
    }

    /** The values with each text of the reference fields replaced. */
    static Values replace(Values values, Set<String> fields, UnaryOperator<String> by) {
        if (fields.stream().noneMatch(values::has)) {
            return values;
        }
        Map<String, @Nullable Object> replaced = new LinkedHashMap<>(values.asMap());
        for (String field : fields) {
            replaced.computeIfPresent(field, (name, value) -> replaced(value, by));
        }
        return Values.of(replaced);
    }

    private static Object replaced(Object value, UnaryOperator<String> by) {
        if (value instanceof List<?> list) {
            return list.stream()
                    .map(one -> one instanceof String text ? by.apply(text) : one)
                    .toList();
        }
        return value instanceof String text ? by.apply(text) : value;
    }
}
