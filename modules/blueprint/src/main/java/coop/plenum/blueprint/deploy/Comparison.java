package coop.plenum.blueprint.deploy;

import coop.plenum.api.Values;
import coop.plenum.api.content.ContentType;
import coop.plenum.api.content.Field;
import coop.plenum.api.content.Item;
import coop.plenum.infrastructure.api.LateValue;
import java.util.LinkedHashMap;
import java.util.Map;
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
            if (!field.settable() || field.same(now, then)) {
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
            if (value != null && !Values.same(old.get(name), value)) {
                patch.put(String.valueOf(name), replacement(old.get(name), value));
            }
        });
        return patch;
    }
}
