package coop.plenum.core.content.field;

import coop.plenum.api.content.Field;
import coop.plenum.core.store.Dialect;
import coop.plenum.core.store.Row;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Plain text. */
final class TextCodec implements FieldCodec {
    /** What an index entry of PostgreSQL holds in any script. */
    private static final int INDEXABLE = 250;

    /** Makes a text canonical. */
    @FunctionalInterface
    interface Rule {
        String apply(Field field, String text) throws InvalidValue;
    }

    private final int most;
    private final boolean sorted;
    private final Rule rule;

    private TextCodec(int most, boolean sorted, Rule rule) {
        this.most = most;
        this.sorted = sorted;
        this.rule = rule;
    }

    static TextCodec line(int most, Rule rule) {
        return new TextCodec(most, true, rule);
    }

    static TextCodec body(int most) {
        return new TextCodec(most, false, (field, text) -> text);
    }

    @Override
    public Object canonical(Field field, Object value) throws InvalidValue {
        if (!(value instanceof String text)) {
            throw new InvalidValue("A text is expected.");
        }
        return Texts.storable(rule.apply(field, text), most);
    }

    /** As it is: where an index holds only the first characters, the rest is missing. */
    @Override
    public Object position(Field field, Object value) throws InvalidValue {
        if (!(value instanceof String text)) {
            throw new InvalidValue("A text is expected.");
        }
        return Texts.storable(text, most);
    }

    @Override
    public String column(Dialect dialect) {
        String type = dialect == Dialect.H2 ? "CHARACTER VARYING" : "TEXT";
        return sorted ? "VARCHAR(" + most + ")" + collation(dialect) : type + collation(dialect);
    }

    /** The order of code points, not that of some locale. */
    static String collation(Dialect dialect) {
        return dialect == Dialect.H2 ? "" : " COLLATE \"C\"";
    }

    @Override
    public @Nullable Object fromColumn(Row row, int column) throws SQLException {
        return row.textOrNull(column);
    }

    @Override
    public boolean can(Use use) {
        return sorted || use != Use.ORDER;
    }

    @Override
    public boolean longText() {
        return most > INDEXABLE;
    }

    @Override
    public Object lowest() {
        return "";
    }

    static String singleLine(Field field, String text) throws InvalidValue {
        if (text.indexOf('\n') >= 0 || text.indexOf('\r') >= 0) {
            throw new InvalidValue("A single line is expected.");
        }
        return text;
    }

    static String option(Field field, String text) throws InvalidValue {
        if (!field.options().contains(text)) {
            throw new InvalidValue("unknown-option", "Possible are: " + String.join(", ", field.options()) + ".");
        }
        return text;
    }
}
