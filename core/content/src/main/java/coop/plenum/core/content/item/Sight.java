package coop.plenum.core.content.item;

import coop.plenum.api.Values;
import coop.plenum.api.content.Field;
import coop.plenum.api.content.Field.Flag;
import coop.plenum.core.content.type.TypeTable;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which fields of an item somebody is shown. */
enum Sight {
    /** The module that brings the type. */
    ALL,
    /** With the permission to view what is sensitive. */
    SENSITIVE,
    PLAIN;

    /** Of what an item holds now. */
    Values of(TypeTable table, Values values) {
        return this == ALL || !table.hides() ? values : shown(table, values);
    }

    /** Of what an item held once, perhaps in fields that are no more and may have been sensitive. */
    Values ofThen(TypeTable table, Values values) {
        return this == ALL ? values : shown(table, values);
    }

    private Values shown(TypeTable table, Values values) {
        Map<String, @Nullable Object> shown = new LinkedHashMap<>(values.asMap());
        shown.keySet().removeIf(name -> hides(table.field(name)));
        return Values.of(shown);
    }

    private boolean hides(@Nullable Field field) {
        if (field != null && field.is(Flag.INTERNAL)) {
            return this != ALL;
        }
        return this == PLAIN && (field == null || field.is(Flag.SENSITIVE));
    }
}
