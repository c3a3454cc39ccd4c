package coop.plenum.core.content.field;

import coop.plenum.api.content.Field;
import coop.plenum.core.store.Dialect;
import coop.plenum.core.store.Json;
import coop.plenum.core.store.Row;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * How single values of a field type are checked, stored and compared. Order and equality of the column's values are
 * those of the field's values.
 */
public interface FieldCodec {
    /** Of a key in a side table, in characters. */
    int LONGEST_ELEMENT = 240;

    /** The canonical form, as items show it; equal values have equal forms. */
    Object canonical(Field field, Object value) throws InvalidValue;

    /** The column's SQL type. */
    String column(Dialect dialect);

    /** From the canonical form to the column's value. */
    default Object toColumn(Object canonical) {
        return canonical;
    }

    /**
     * The key of one of several values in the side table by which they are found; long ones are cut and told apart by
     * their digest.
     */
    default String element(Object canonical) {
        String text = canonical instanceof BigDecimal number ? number.toPlainString() : canonical.toString();
        return text.length() <= LONGEST_ELEMENT
                ? text
                : Texts.left(text, 100) + "#" + Json.sha256(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The canonical form; null when the column is. */
    @Nullable
    Object fromColumn(Row row, int column) throws SQLException;

    /** The column's value from a cursor, in which it stood in canonical form. */
    default Object position(Field field, Object value) throws InvalidValue {
        return toColumn(canonical(field, value));
    }

    /** What a filter may do. */
    default boolean can(Use use) {
        return use != Use.TEXT;
    }

    /** Whether an index has to make do with the first characters. */
    default boolean longText() {
        return false;
    }

    /** A column value that none is below; only of those that can be sorted by. */
    Object lowest();

    /** How values are used in lists. */
    enum Use {
        /** Compared with {@code ==}, {@code !=} and {@code in}. */
        EQUALITY,
        /** Sorted by, compared with {@code <}. */
        ORDER,
        /** Searched with {@code contains}, {@code startsWith}, {@code endsWith}. */
        TEXT
    }
}
