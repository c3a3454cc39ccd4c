package coop.plenum.blueprint.deploy;

import coop.plenum.api.Values;
import coop.plenum.api.content.ContentType;
import coop.plenum.api.content.Field;
import coop.plenum.api.content.Item;
import coop.plenum.infrastructure.api.LateValue;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What has to change so that an item is as it is wanted. */
final class Comparison {
    private Comparison() {}

    /**
     * @param wanted values with ids or steps for references
     * @param before the fields that were wanted last time: those that are no longer wanted are cleared
     * @return a merge patch; empty if nothing has to change
     */
    static Values patch(ContentType type, Item item, Values wanted, Set<String> before) {
        Map<String, @Nullable Object> patch = new LinkedHashMap<>();
        for (Field field : type.fields()) {
            String name = field.name();
            // what has been published over what is there: an item that has drifted is not wanted otherwise
            Object now =
                    item.desired().get(name).or(() -> item.values().get(name)).orElse(null);
            Object then = wanted.get(name).orElse(null);
            if (!field.settable() || same(now, then)) {
                continue;
            }
            if (then != null) {
                patch.put(name, replacement(now, then));
            } else if (before.contains(name)) {
                patch.put(name, null);
            }
        }
        return Values.of(patch);
    }

    /** A merge patch keeps members that it does not name: those that shall go are named with null. */
    private static Object replacement(@Nullable Object now, Object then) {
        if (!(now instanceof Map<?, ?> old)
                || !(then instanceof Map<?, ?> fresh)
                || !LateValue.in(then).isEmpty()) {
            return then;
        }
        Map<String, @Nullable Object> patch = new LinkedHashMap<>();
        old.keySet().stream()
                .filter(name -> !fresh.containsKey(name))
                .forEach(name -> patch.put(String.valueOf(name), null));
        fresh.forEach((name, value) -> {
            if (value != null && !same(old.get(name), value)) {
                patch.put(String.valueOf(name), replacement(old.get(name), value));
            }
        });
        return patch;
    }

    private static boolean same(@Nullable Object one, @Nullable Object other) {
        if (one instanceof Number && other instanceof Number) {
            return new BigDecimal(one.toString()).compareTo(new BigDecimal(other.toString())) == 0;
        }
        if (one instanceof List<?> first && other instanceof List<?> second) {
            if (first.size() != second.size()) {
                return false;
            }
            for (int i = 0; i < first.size(); i++) {
                if (!same(first.get(i), second.get(i))) {
                    return false;
                }
            }
            return true;
        }
        if (one instanceof Map<?, ?> first && other instanceof Map<?, ?> second) {
            return first.keySet().equals(second.keySet())
                    && first.keySet().stream().allMatch(name -> same(first.get(name), second.get(name)));
        }
        return Objects.equals(one, other);
    }
}
