package coop.plenum.core.content.query;

import coop.plenum.api.content.Field;
import coop.plenum.api.content.FieldType;
import coop.plenum.core.content.field.Codecs;
import coop.plenum.core.content.field.FieldCodec;
import coop.plenum.core.content.type.FieldColumn;
import coop.plenum.core.content.type.TypeTable;
import coop.plenum.core.store.Dialect;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What can be named in a table whose alias is {@code t}: that of a type, or that of all items. */
final class Schema {
    private static final FieldCodec TITLE = Codecs.line(250);
    private static final FieldCodec NAME = Codecs.line(60);
    private static final FieldCodec STATE = new StateCodec(Codecs.line(20));

    private final String table;
    private final String search;
    private final Map<String, Target> base = new LinkedHashMap<>();
    private final Map<String, Target> fields = new LinkedHashMap<>();

    private Schema(String table, String search) {
        this.table = table;
        this.search = search;
    }

    /** All items, with what every type has. */
    static Schema everything() {
        Schema schema = new Schema("content_item", "t.search");
        schema.shared(column -> "ix_content_item_" + column);
        schema.base("type", FieldType.STRING, NAME, "type", false, "ix_content_item_type");
        schema.base("createdAt", FieldType.DATE_TIME, null, "created_at", false, "ix_content_item_created_at");
        schema.base("id", FieldType.REFERENCE, null, "id", false, null);
        schema.base("vanished", FieldType.BOOLEAN, null, "vanished", false, null);
        schema.base("drifted", FieldType.BOOLEAN, null, "drifted", false, null);
        return schema;
    }

    static Schema of(TypeTable table, Dialect dialect) {
        Schema schema = new Schema(table.name(), "(SELECT c.search FROM content_item c WHERE c.id = t.id)");
        schema.shared(table::index);
        schema.base("id", FieldType.REFERENCE, null, "id", false, table.index("id"));
        schema.base("createdAt", FieldType.DATE_TIME, null, "created_at", false, null);
        schema.flag("vanished", "(t.vanished_at IS NOT NULL)");
        schema.flag("drifted", "(t.drift IS NOT NULL)");
        Field type = Field.of("type", FieldType.STRING, "type");
        schema.base.put(
                "type",
                new Target(
                        "type",
                        type,
                        NAME,
                        "",
                        "",
                        false,
                        null,
                        null,
                        table.type().name()));
        table.columns().stream()
                .filter(column -> !column.field().is(Field.Flag.INTERNAL)) // nothing is to be found out about it
                .forEach(column -> schema.field(table, column, dialect));
        return schema;
    }

    /**
     * The same table in a list of several: a field of others that it does not have is empty here, and an enum may be
     * compared with the options of all.
     */
    Schema among(Collection<Schema> others) {
        Schema wider = new Schema(table, search);
        wider.base.putAll(base);
        wider.fields.putAll(fields);
        for (Schema other : others) {
            other.fields.forEach((name, target) -> wider.fields.merge(name, target.elsewhere(), Schema::united));
        }
        return wider;
    }

    private static Target united(Target own, Target other) {
        if (own.field().type() != FieldType.ENUM || other.field().type() != FieldType.ENUM) {
            return own;
        }
        Set<String> options = new LinkedHashSet<>(own.field().options());
        return options.addAll(other.field().options()) ? own.options(List.copyOf(options)) : own;
    }

    /** Gives an index by its column. */
    @FunctionalInterface
    private interface Indexes {
        String of(String column);
    }

    private void shared(Indexes indexes) {
        base("title", FieldType.STRING, TITLE, "title", false, indexes.of("title"));
        base("state", FieldType.ENUM, STATE, "state", false, indexes.of("state"));
        base("updatedAt", FieldType.DATE_TIME, null, "updated_at", false, indexes.of("updated_at"));
        base("space", FieldType.REFERENCE, null, "space_id", false, indexes.of("space_id"));
        base("connection", FieldType.REFERENCE, null, "connection_id", true, indexes.of("connection_id"));
        base("revision", FieldType.INTEGER, null, "revision", false, null);
        base("managed", FieldType.BOOLEAN, null, "managed", false, null);
    }

    private void base(
            String name,
            FieldType type,
            @Nullable FieldCodec codec,
            String column,
            boolean nullable,
            @Nullable String index) {
        Field field = Field.of(name, type, name);
        FieldCodec used = codec == null ? Codecs.of(type) : codec;
        base.put(name, new Target(name, field, used, "t." + column, "t." + column, nullable, index, null, null));
    }

    private void flag(String name, String expression) {
        Field field = Field.of(name, FieldType.BOOLEAN, name);
        FieldCodec codec = Codecs.of(FieldType.BOOLEAN);
        base.put(name, new Target(name, field, codec, expression, expression, false, null, null, null));
    }

    private void field(TypeTable table, FieldColumn column, Dialect dialect) {
        String expression = "t." + column.name();
        String key = column.sortable() ? column.key(expression, dialect) : expression;
        fields.put(
                column.field().name(),
                new Target(
                        column.field().name(),
                        column.field(),
                        column.codec(),
                        expression,
                        key,
                        true,
                        column.sortable() ? column.index() : null,
                        column.multiple() ? table.elements() : null,
                        null));
    }

    /** The table, in words of SQL. */
    String table() {
        return table;
    }

    /** The text in which items are searched, in words of SQL. */
    String search() {
        return search;
    }

    /** By its plain name; what all items have comes before a field of the same name. */
    Optional<Target> named(String name) {
        return Optional.ofNullable(base.getOrDefault(name, fields.get(name)));
    }

    /** A field by its name, as in {@code values.state}. */
    Optional<Target> field(String name) {
        return Optional.ofNullable(fields.get(name));
    }
}
