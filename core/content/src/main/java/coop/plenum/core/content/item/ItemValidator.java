package coop.plenum.core.content.item;

import coop.plenum.api.Values;
import coop.plenum.api.content.Field;
import coop.plenum.core.content.field.InvalidValue;
import coop.plenum.core.content.field.Texts;
import coop.plenum.core.content.type.FieldColumn;
import coop.plenum.core.content.type.TypeTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Checks what can be told from an item alone and brings it into canonical form. */
final class ItemValidator {
    static final int LONGEST_TITLE = 250;
    private static final int LONGEST_LABEL_NAME = 128;
    private static final int LONGEST_LABEL = 256;
    private static final int MOST_LABELS = 200;
    private static final int MOST_VALUES = 10_000;
    private static final int LONGEST_REASON = 2000;

    private final Problems problems;
    private final String at;

    /** @param at JSON pointer to the item */
    ItemValidator(Problems problems, String at) {
        this.problems = problems;
        this.at = at;
    }

    String title(String title) {
        if (title.isBlank()) {
            problems.add(at + "/title", "required-field", "A title is required.");
        }
        return text("/title", title, LONGEST_TITLE);
    }

    String reason(String reason) {
        return text("/reason", reason, LONGEST_REASON);
    }

    private String text(String where, String text, int most) {
        try {
            return Texts.storable(text, most);
        } catch (InvalidValue e) {
            problems.add(at + where, e.code(), e.message());
            return "";
        }
    }

    Map<String, String> labels(Map<String, ?> labels) {
        if (labels.size() > MOST_LABELS) {
            problems.add(at + "/labels", "too-many", "At most " + MOST_LABELS + " labels are possible.");
        }
        Map<String, String> checked = new LinkedHashMap<>();
        labels.forEach((name, value) -> {
            String where = "/labels/" + Problems.escape(name);
            if (name.isBlank()) {
                problems.add(at + where, "invalid-value", "A label needs a name.");
            }
            if (value instanceof String label) {
                checked.put(text(where, name, LONGEST_LABEL_NAME), text(where, label, LONGEST_LABEL));
            } else {
                problems.add(at + where, "invalid-value", "The value of a label is a text.");
            }
        });
        return checked;
    }

    /** The canonical form of the values; what is wrong is left out and noted. */
    Values values(TypeTable table, Values raw) {
        Map<String, @Nullable Object> canonical = new LinkedHashMap<>();
        raw.forEach((name, value) -> {
            String where = at + "/values/" + Problems.escape(name);
            FieldColumn column = table.column(name).orElse(null);
            if (column == null) {
                problems.add(
                        where,
                        "unknown-field",
                        "The type \"" + table.type().name() + "\" has no field \"" + Texts.left(name, 40) + "\".");
            } else if (value != null) {
                Object checked = column.multiple() ? several(where, column, value) : single(where, column, value);
                if (checked != null) {
                    canonical.put(name, checked);
                }
            }
        });
        return Values.of(canonical);
    }

    private @Nullable Object single(String where, FieldColumn column, Object value) {
        try {
            return column.codec().canonical(column.field(), value);
        } catch (InvalidValue e) {
            problems.add(where, e.code(), e.message());
            return null;
        }
    }

    /** An empty list is no value. */
    private @Nullable Object several(String where, FieldColumn column, Object value) {
        if (!(value instanceof List<?> list)) {
            problems.add(where, "invalid-value", "A list is expected: the field takes several values.");
            return null;
        }
        if (list.size() > MOST_VALUES) {
            problems.add(where, "too-many", "At most " + MOST_VALUES + " values are possible.");
            return null;
        }
        List<Object> checked = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            Object element = list.get(i);
            Object one = element == null ? null : single(where + "/" + i, column, element);
            if (element == null) {
                problems.add(where + "/" + i, "invalid-value", "A value is expected, not null.");
            } else if (one != null) {
                checked.add(one);
            }
        }
        return checked.isEmpty() ? null : column.ordered(checked);
    }

    /** What people have to fill in. */
    void required(TypeTable table, Values values, boolean reported) {
        for (FieldColumn column : table.columns()) {
            Field field = column.field();
            boolean theirs = reported ? field.mode() == Field.Mode.DESIRED : field.settable();
            if (theirs && field.is(Field.Flag.REQUIRED) && !values.has(field.name())) {
                problems.add(
                        at + "/values/" + field.name(),
                        "required-field",
                        "\"" + field.label() + "\" is required, except in drafts.");
            }
        }
    }
}
