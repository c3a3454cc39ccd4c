package coop.plenum.core.content.item;

import coop.plenum.api.Values;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Differences as JSON Merge Patch (RFC 7396). */
final class MergePatch {
    private MergePatch() {}

    /** The smallest patch with {@code before.merge(patch)} equal to {@code after}, if no object has a null member. */
    static Values between(Values before, Values after) {
        return Values.of(between(before.asMap(), after.asMap()));
    }

    private static Map<String, @Nullable Object> between(Map<?, ?> before, Map<?, ?> after) {
        Map<String, @Nullable Object> patch = new LinkedHashMap<>();
        before.forEach((name, value) -> {
            if (!after.containsKey(name)) {
                patch.put(String.valueOf(name), null);
            }
        });
        after.forEach((name, value) -> {
            Object old = before.get(name);
            if (Objects.equals(old, value)) {
                return;
            }
            boolean nested = old instanceof Map<?, ?> && value instanceof Map<?, ?>;
            patch.put(String.valueOf(name), nested ? between((Map<?, ?>) old, (Map<?, ?>) value) : value);
        });
        return patch;
    }
}
