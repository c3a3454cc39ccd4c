package coop.plenum.core.content.type;

import coop.plenum.api.content.ContentType;
import coop.plenum.api.content.Field;
import coop.plenum.core.store.Dialect;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A content type and the tables its items live in. Immutable. */
public final class TypeTable {
    /** The columns that every type has, in the order of {@link #select}. */
    public static final List<String> BASE = List.of(
            "id",
            "space_id",
            "title",
            "labels",
            "state",
            "revision",
            "created_at",
            "updated_at",
            "connection_id",
            "external_id",
            "managed",
            "observed_at",
            "observed_digest",
            "observed_meta",
            "vanished_at",
            "drift",
            "desired");

    private final ContentType type;
    private final String name;
    private final List<FieldColumn> columns;
    private final Map<String, FieldColumn> byField;
    private final String select;
    private final String insert;
    private final String update;
    private final List<FieldColumn> searched;
    private final boolean sensitive;
    private final boolean internal;

    public TypeTable(ContentType type) {
        this.type = type;
        this.name = Names.table(type.name());
        this.columns =
                type.fields().stream().map(field -> FieldColumn.of(name, field)).toList();
        Map<String, FieldColumn> map = new LinkedHashMap<>();
        columns.forEach(column -> map.put(column.field().name(), column));
        this.byField = Collections.unmodifiableMap(map);
        List<String> all = new ArrayList<>(BASE);
        columns.forEach(column -> all.add(column.name()));
        this.select = all.stream().map(column -> "t." + column).collect(Collectors.joining(", "));
        this.insert = "INSERT INTO " + name + " (" + String.join(", ", all) + ") VALUES ("
                + String.join(", ", Collections.nCopies(all.size(), "?")) + ")";
        this.update = "UPDATE " + name + " SET "
                + all.stream().skip(1).map(column -> column + " = ?").collect(Collectors.joining(", "))
                + " WHERE id = ?";
        this.searched = columns.stream().filter(SearchText::searches).toList();
        this.sensitive = type.fields().stream().anyMatch(field -> field.is(Field.Flag.SENSITIVE));
        this.internal = type.fields().stream().anyMatch(field -> field.is(Field.Flag.INTERNAL));
    }

    public ContentType type() {
        return type;
    }

    /** Whether its items tell what has been done. */
    public boolean records() {
        return type.traits().contains(ContentType.RECORDS);
    }

    /** Of the table. */
    public String name() {
        return name;
    }

    /** The side table of fields with several values. */
    public String elements() {
        return name + "_el";
    }

    public List<FieldColumn> columns() {
        return columns;
    }

    public Optional<FieldColumn> column(String field) {
        return Optional.ofNullable(byField.get(field));
    }

    public @Nullable Field field(String field) {
        FieldColumn column = byField.get(field);
        return column == null ? null : column.field();
    }

    /** The select list over alias {@code t}. */
    public String select() {
        return select;
    }

    public String insert() {
        return insert;
    }

    /** Arguments are those of {@link #insert} without the id, then the id. */
    public String update() {
        return update;
    }

    /** The columns whose values are searched. */
    List<FieldColumn> searched() {
        return searched;
    }

    /** Whether any field is sensitive. */
    public boolean sensitive() {
        return sensitive;
    }

    /** Whether any field is not shown to everybody who sees the item. */
    public boolean hides() {
        return sensitive || internal;
    }

    /** The name of a permission of the type. */
    public String permission(String verb) {
        return type.name() + "." + verb;
    }

    /** The name of the index that orders by a base column. */
    public String index(String column) {
        return Names.index("ix", name, column);
    }

    /**
     * Statements that make the tables fit the type. They only add, and each does nothing when run again; so they may be
     * run before the type is stored, and a crash between the two leaves nothing but an unused column.
     *
     * @param present names of the columns that the table has; none if it is not there
     */
    List<String> expand(Dialect dialect, Set<String> present) {
        String line = dialect == Dialect.H2 ? "" : " COLLATE \"C\"";
        List<String> statements = new ArrayList<>();
        String fields = columns.stream()
                .map(column -> ", " + column.definition(dialect))
                .collect(Collectors.joining());
        statements.add(dialect.types("CREATE TABLE IF NOT EXISTS " + name
                + " (id ${uuid} NOT NULL, space_id ${uuid} NOT NULL, title VARCHAR(250)" + line
                + " NOT NULL, labels ${text} NOT NULL, state VARCHAR(20)" + line
                + " NOT NULL, revision BIGINT NOT NULL, created_at ${timestamp} NOT NULL,"
                + " updated_at ${timestamp} NOT NULL, connection_id ${uuid}, external_id VARCHAR(500)" + line
                + ", managed BOOLEAN NOT NULL, observed_at ${timestamp}, observed_digest VARCHAR(64),"
                + " observed_meta ${text}, vanished_at ${timestamp}, drift ${text}, desired ${text}" + fields + ")"));
        columns.stream()
                .filter(column -> !present.isEmpty() && !present.contains(column.name()))
                .forEach(column -> statements.add(
                        "ALTER TABLE " + name + " ADD COLUMN IF NOT EXISTS " + column.definition(dialect)));
        // An index with a name of ours and not a primary key: H2 must be told by name which one to walk.
        statements.add("CREATE UNIQUE INDEX IF NOT EXISTS " + index("id") + " ON " + name + " (id)");
        for (String column : List.of("title", "updated_at", "state", "space_id", "connection_id")) {
            statements.add("CREATE INDEX IF NOT EXISTS " + index(column) + " ON " + name + " (" + column + ", id)");
        }
        // H2 uses only the first column for a list of values, and external ids tell more than connections.
        statements.add("CREATE UNIQUE INDEX IF NOT EXISTS " + index("external_id") + " ON " + name
                + " (external_id, connection_id)");
        statements.add(dialect.types("CREATE TABLE IF NOT EXISTS " + elements() + " (field VARCHAR(40)" + line
                + " NOT NULL, element VARCHAR(250)" + line
                + " NOT NULL, item ${uuid} NOT NULL, PRIMARY KEY (field, element, item))"));
        statements.add("CREATE INDEX IF NOT EXISTS " + Names.index("ix", elements(), "item") + " ON " + elements()
                + " (item)");
        columns.forEach(column -> statements.addAll(column.indexes(name, dialect)));
        return statements;
    }

    /** Statements that take away what the type after no longer wants; each does nothing when run again. */
    List<String> contract(TypeTable after) {
        return columns.stream()
                .filter(column -> column.field().is(Field.Flag.UNIQUE))
                .filter(column -> !after.column(column.field().name())
                        .map(FieldColumn::field)
                        .map(field -> field.is(Field.Flag.UNIQUE))
                        .orElse(false))
                .map(column -> "DROP INDEX IF EXISTS " + column.uniqueIndex())
                .toList();
    }

    List<String> drop() {
        return List.of("DROP TABLE IF EXISTS " + elements(), "DROP TABLE IF EXISTS " + name);
    }
}
