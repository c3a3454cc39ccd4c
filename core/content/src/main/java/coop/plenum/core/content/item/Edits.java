package coop.plenum.core.content.item;

import coop.plenum.api.Values;
import coop.plenum.api.content.Field;
import coop.plenum.api.content.State;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What edits make of an item's values and labels, and which of them may be made. */
final class Edits {
    private Edits() {}

    static Map<String, String> labels(ItemValidator validator, Map<String, String> before, Values patch) {
        Map<String, Object> merged = new LinkedHashMap<>(before);
        patch.forEach((name, value) -> {
            if (value == null) {
                merged.remove(name);
            } else {
                merged.put(name, value);
            }
        });
        return validator.labels(merged);
    }

    /** The values with the patch applied; only what it names is checked. */
    static Values values(Problems problems, StoredItem before, Values patch) {
        Map<String, @Nullable Object> touched = new LinkedHashMap<>();
        Values merged = before.values().merge(patch);
        patch.forEach((name, value) -> touched.put(name, merged.asMap().get(name)));
        Values canonical = new ItemValidator(problems, "").values(before.table(), Values.of(touched));
        Map<String, @Nullable Object> after =
                new LinkedHashMap<>(before.values().asMap());
        for (String name : touched.keySet()) {
            Field field = before.table().field(name);
            Object old = before.values().asMap().get(name);
            Object now = canonical.asMap().get(name);
            if (field == null || Objects.equals(old, now)) {
                continue;
            }
            requireSettable(problems, before, field, old);
            if (now == null) {
                after.remove(name);
            } else {
                after.put(name, now);
            }
        }
        return Values.of(after);
    }

    private static void requireSettable(Problems problems, StoredItem before, Field field, @Nullable Object old) {
        String pointer = "/values/" + field.name();
        if (!field.settable()) {
            readOnly(problems, "", field);
        } else if (field.mode() == Field.Mode.BOTH
                && before.tie() != null
                && before.tie().observed()) {
            problems.add(
                    pointer,
                    "managed-field",
                    "\"" + field.label() + "\" is what the remote system has. Apply a change to set it there.");
        } else if (field.is(Field.Flag.IMMUTABLE) && old != null && before.state() != State.DRAFT) {
            problems.add(
                    pointer, "immutable-field", "\"" + field.label() + "\" cannot change any more once it is set.");
        }
    }

    static void readOnly(Problems problems, String at, Field field) {
        problems.add(
                at + "/values/" + field.name(),
                "read-only-field",
                "\"" + field.label() + "\" is reported by the provider and cannot be set.");
    }

    /** A patch to the settable values of an older revision. */
    static Values settable(StoredItem item, Values older) {
        Map<String, @Nullable Object> patch = new LinkedHashMap<>();
        for (Field field : item.table().type().fields()) {
            if (field.settable()) {
                patch.put(field.name(), older.asMap().get(field.name()));
            }
        }
        return Values.of(patch);
    }

    static Values changed(Values before, Values after) {
        Map<String, @Nullable Object> changed = new LinkedHashMap<>();
        after.forEach((name, value) -> {
            if (!Objects.equals(before.asMap().get(name), value)) {
                changed.put(name, value);
            }
        });
        return Values.of(changed);
    }

    /** What holds now: as published, but for what a provider reports. */
    static Values published(StoredItem item, Values wanted) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>(item.values().asMap());
        boolean observed = item.tie() != null && item.tie().observed();
        for (Field field : item.table().type().fields()) {
            boolean theirs = field.mode() == Field.Mode.DESIRED || (field.mode() == Field.Mode.BOTH && !observed);
            if (theirs) {
                values.remove(field.name());
                wanted.get(field.name()).ifPresent(value -> values.put(field.name(), value));
            }
        }
        return Values.of(values);
    }
}
