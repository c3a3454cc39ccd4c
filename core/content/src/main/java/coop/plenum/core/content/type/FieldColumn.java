package coop.plenum.core.content.type;

import coop.plenum.api.content.Field;
import coop.plenum.core.content.field.Codecs;
import coop.plenum.core.content.field.FieldCodec;
import coop.plenum.core.content.field.Texts;
import coop.plenum.core.store.Dialect;
import coop.plenum.core.store.Json;
import coop.plenum.core.store.Row;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A field and the column it lives in. Several values live as one JSON text, and each once more in the side table by
 * which they are filtered.
 */
public record FieldColumn(Field field, FieldCodec codec, String name, String index, String uniqueIndex) {
    /** As much of a long text as an index entry of PostgreSQL surely takes. */
    private static final int PREFIX = 200;

    static FieldColumn of(String table, Field field) {
        String kind = field.type().name() + (field.is(Field.Flag.MULTIPLE) ? "_list" : "");
        String column = Names.column(field.name(), kind);
        return new FieldColumn(
                field,
                Codecs.of(field.type()),
                column,
                Names.index("ix", table, column),
                Names.index("ux", table, column));
    }

    public boolean multiple() {
        return field.is(Field.Flag.MULTIPLE);
    }

    public boolean sortable() {
        return !multiple() && codec.can(FieldCodec.Use.ORDER);
    }

    public String columnType(Dialect dialect) {
        return multiple() ? dialect.types("${text}") : codec.column(dialect);
    }

    public @Nullable Object toColumn(@Nullable Object value) {
        if (value == null) {
            return null;
        }
        return multiple() ? Json.writeAny(value) : codec.toColumn(value);
    }

    public @Nullable Object fromColumn(Row row, int column) throws SQLException {
        if (!multiple()) {
            return codec.fromColumn(row, column);
        }
        String text = row.textOrNull(column);
        return text == null ? null : Json.readAny(text);
    }

    /** Several values in the one order they are kept in, where their own means nothing. */
    public Object ordered(Object canonical) {
        return field.is(Field.Flag.UNORDERED) && canonical instanceof List<?> list
                ? list.stream().sorted(Comparator.comparing(codec::element)).toList()
                : canonical;
    }

    /** What an index orders by, of the column as it is called in the statement. */
    public String key(String column, Dialect dialect) {
        return shortened(dialect) ? "left(" + column + ", " + PREFIX + ")" : column;
    }

    /** The part of a column's value that {@link #key} compares. */
    public Object keyValue(Object value, Dialect dialect) {
        return shortened(dialect) ? Texts.left((String) value, PREFIX) : value;
    }

    /** Whether {@link #key} is less than the column. */
    public boolean shortened(Dialect dialect) {
        return dialect == Dialect.POSTGRESQL && codec.longText();
    }

    /** The keys of several values in the side table. */
    public Set<String> elements(@Nullable Object value) {
        Set<String> elements = new LinkedHashSet<>();
        if (value instanceof Collection<?> list) {
            list.forEach(element -> elements.add(codec.element(element)));
        }
        return elements;
    }

    String definition(Dialect dialect) {
        return name + " " + columnType(dialect);
    }

    List<String> indexes(String table, Dialect dialect) {
        if (!sortable()) {
            return List.of();
        }
        String sorted = "CREATE INDEX IF NOT EXISTS " + index() + " ON " + table + " (" + key(name, dialect) + ", id)";
        return field.is(Field.Flag.UNIQUE) ? List.of(sorted, unique(table, dialect)) : List.of(sorted);
    }

    /** Finds values that more than one item has. */
    String duplicates(String table) {
        return "SELECT COUNT(*) FROM " + table + " WHERE " + name + " IS NOT NULL GROUP BY " + name
                + " HAVING COUNT(*) > 1 FETCH FIRST 1 ROWS ONLY";
    }

    private String unique(String table, Dialect dialect) {
        String what = shortened(dialect) ? "md5(" + name + ")" : name;
        return "CREATE UNIQUE INDEX IF NOT EXISTS " + uniqueIndex + " ON " + table + " (" + what + ")";
    }
}
