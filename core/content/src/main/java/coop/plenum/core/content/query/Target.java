package coop.plenum.core.content.query;

import coop.plenum.api.content.Field;
import coop.plenum.core.content.field.FieldCodec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that filters and sorting can name.
 *
 * @param name as people write it
 * @param field for codecs that need more than a value
 * @param column the SQL expression of the value
 * @param key the SQL expression that an index orders by; {@code column}, or its first characters
 * @param nullable whether an item may have none
 * @param index of {@code (key, id)}; null: there is none
 * @param elements the side table of a field with several values; null: it has one
 * @param constant the value, if it is the same for all rows
 */
record Target(
        String name,
        Field field,
        FieldCodec codec,
        String column,
        String key,
        boolean nullable,
        @Nullable String index,
        @Nullable String elements,
        @Nullable Object constant) {
    /** Stands for the column of what the table does not have and another one of the list has. */
    private static final String ABSENT = "NULL";

    /** The same in a table that has nothing of the kind. */
    Target elsewhere() {
        return new Target(name, field, codec, ABSENT, ABSENT, true, null, elements, null);
    }

    boolean absent() {
        return column.equals(ABSENT);
    }

    /** The same with more values that may be written; none of them is there. */
    Target options(List<String> options) {
        Field wider = field.options(options.toArray(new String[0]));
        return new Target(name, wider, codec, column, key, nullable, index, elements, constant);
    }

    boolean several() {
        return elements != null;
    }

    /** Whether the index orders by less than the whole value. */
    boolean shortened() {
        return !key.equals(column);
    }

    boolean sensitive() {
        return field.is(Field.Flag.SENSITIVE);
    }
}
